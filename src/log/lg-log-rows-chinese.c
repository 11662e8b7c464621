/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What programs write in Chinese, whatever library they use. */
#include "config.h"

#include "lg-log-row.h"

#include <glib/gi18n-lib.h>

#define WORDS LG_LOG_WORDS
#define CODES LG_LOG_CODES

/* No login to a platform, and no message of it. */
#define NO_WIFI "^(?!.*(?:wi-?fi|热点|路由器|\\bap\\b|ssid|蓝牙|\\bble\\b|串口|后台管理|https?|网页)).*\\K"
#define PEER "(?:服务器|服务端|对端|对方|远端|远程主机|远程|平台|云端)"
#define FAILED "(?:错误|失败|不正确|无效|不匹配|不合法|有误)"

const LgLogRow lg_log_rows_chinese[] = {
  CODES (CONNACK, NO_WIFI "(?=.*(?:mqtt|平台|云|iot)).*(?:连接|登录|鉴权|建连).{0,24}?(?:失败|被拒|拒绝|错误)"
         ".{0,12}?(?:返回码|返回值|错误码|错误代码|原因码|代码|\\brc|\\bcode|\\bret)\\W{0,4}"
         LG_LOG_NUMBER, lg_log_connack_codes),
  WORDS (CLIENT, "被踢|顶号|挤下线|被顶|(?:同一|相同)设备.{0,12}(?:登录|上线|连接)|异地登录|重复登录",
         LIKELY, LG_LOG_KICKED),
  WORDS (CLIENT, "(?:未收到|没有收到|没收到|收不到|无).{0,10}(?:ping_?resp|心跳.{0,4}(?:应答|回复|响应))|"
         "(?:ping_?resp|心跳(?:包)?(?:应答|回复|响应)).{0,8}超时|心跳超时.{0,8}(?:未收到|没有收到|无应答)",
         LIKELY, LG_LOG_NO_PINGRESP, LG_LOG_LOST),
  WORDS (CLIENT, "(?:心跳|保活|keep-? ?alive).{0,8}超时", LIKELY, LG_LOG_EXPIRED, LG_LOG_NO_PINGRESP),
  WORDS (CLIENT, "等待.{0,6}connack.{0,8}超时|connack.{0,6}超时", LIKELY, LG_LOG_NO_CONNACK),

  WORDS (CLIENT, "证书.{0,8}(?:过期|已失效)", LIKELY, LG_LOG_EXPIRED_CERT, LG_LOG_NOT_YET_VALID),
  WORDS (CLIENT, "证书.{0,6}(?:尚未|还未|未)生效", LIKELY, LG_LOG_NOT_YET_VALID),
  WORDS (CLIENT, "证书.{0,8}(?:域名|主机名|名称).{0,6}不(?:匹配|一致|符)", LIKELY, LG_LOG_OTHER_NAME),
  WORDS (CLIENT, "证书.{0,10}(?:校验|验证|检验|认证).{0,4}(?:失败|错误|不通过|未通过)|"
         "(?:校验|验证).{0,6}证书.{0,4}(?:失败|错误)|证书.{0,6}不(?:受信任|可信|被信任)|证书链.{0,6}错误",
         LIKELY, LG_LOG_UNTRUSTED, LG_LOG_NOT_YET_VALID, LG_LOG_OTHER_NAME),
  WORDS (CLIENT, "握手.{0,6}超时", LIKELY, LG_LOG_TLS_TIMEOUT),
  WORDS (CLIENT, "(?:tls|ssl).{0,8}握手.{0,6}(?:失败|错误)|握手失败", LIKELY, LG_LOG_TLS_FAILED),

  WORDS (CLIENT, NO_WIFI "(?:用户名|密码|账号|鉴权|身份认证|签名|三元组).{0,10}" FAILED, LIKELY,
         LG_LOG_CREDENTIALS, LG_LOG_AUTHORIZED),
  WORDS (CLIENT, NO_WIFI "(?:发布|订阅|topic|主题).{0,12}(?:未授权|没有权限|无权限|权限不足|无权)", LIKELY,
         LG_LOG_NO_RIGHT, LG_LOG_SUBSCRIBE),
  WORDS (CLIENT, NO_WIFI "(?:连接|登录|mqtt|设备).{0,12}(?:未授权|没有权限|无权限|权限不足|无权)", LIKELY,
         LG_LOG_AUTHORIZED, LG_LOG_CREDENTIALS),
  WORDS (CLIENT, "(?:client|客户端) ?(?:id|标识).{0,8}(?:无效|被拒|不合法|错误|有误)", LIKELY,
         LG_LOG_BAD_CLIENT_ID),
  WORDS (CLIENT, "mqtt.{0,6}(?:协议)?版本.{0,6}(?:不支持|错误|不兼容)", LIKELY, LG_LOG_BAD_VERSION),
  WORDS (CLIENT, "(?:mqtt|服务器|服务端|broker).{0,8}(?:服务)?不可用", LIKELY, LG_LOG_UNAVAILABLE),
  WORDS (CLIENT, "限流|流控|发送(?:过快|太快|频率过高)|qps.{0,6}超", LIKELY, LG_LOG_RATE),

  WORDS (SYSTEM, "(?:域名|dns|主机名|host(?:name)?).{0,24}(?:解析)?(?:失败|错误)|无法解析.{0,6}(?:域名|主机|地址)|"
         "不知道这样的主机", LIKELY, LG_LOG_NO_NAME),
  WORDS (SYSTEM, "网络不可达|主机不可达|无法访问目标主机|没有到主机的路由|服务器不可达", LIKELY,
         LG_LOG_UNREACHED),
  WORDS (SYSTEM, "连接被.{0,6}重置|强迫关闭了一个现有的连接|强制关闭.{0,6}连接", LIKELY, LG_LOG_RESET),
  WORDS (SYSTEM, NO_WIFI "积极拒绝|连接被拒绝", LIKELY, LG_LOG_TCP_REFUSED, LG_LOG_AUTHORIZED,
         LG_LOG_CREDENTIALS),
  WORDS (SYSTEM, NO_WIFI "(?:连接.{0,4}超时|没有正确答复)", LIKELY, LG_LOG_NO_ANSWER, LG_LOG_NO_CONNACK),
  WORDS (CLIENT, PEER ".{0,4}(?:主动)?(?:关闭|断开|切断)了?.{0,4}连接|连接被" PEER "(?:主动)?(?:关闭|断开)",
         LIKELY, LG_LOG_CLOSED, LG_LOG_RESET),
  WORDS (CLIENT, NO_WIFI "(?:无法连接|连接不上).{0,6}(?:服务器|平台|broker)", LIKELY, LG_LOG_UNREACHED,
         LG_LOG_TLS_FAILED),
  WORDS (CLIENT, "^(?=.*(?:mqtt|tls|ssl|证书|握手)).*内存.{0,4}(?:不足|不够|分配失败|申请失败)", LIKELY,
         LG_LOG_MEMORY),
  WORDS (CLIENT, "(?:设备|本机|客户端|手动|用户)主动断开|主动断开(?:mqtt)?连接", LIKELY,
         LG_LOG_CLIENT_DISCONNECTED),
  WORDS (SYSTEM, "(?:网络|wi-?fi|链路|信号).{0,4}(?:断开|丢失|中断|掉线)", LIKELY, LG_LOG_LOST),
  WORDS (SYSTEM, "看门狗.{0,4}(?:复位|重启)|死机重启|异常重启", LIKELY, LG_LOG_RESTARTED),
  { 0 },
};
