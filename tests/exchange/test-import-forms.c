/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One text for every way a device's values are written down, and for every way to break it. */
#include "exchange/lg-import.h"

#include <string.h>

#define SECRET "0123456789abcdef0123456789abcdef"
#define SHA256 "a8f5f167f44f4964e6c998dee827110c03c0b3d5e4e3bd5bbdc0ea1b2c3d4e5f"
#define CLIENT "a1B2c3D4e5F.press-04|securemode=2,signmethod=hmacsha256,timestamp=1657367540773|"
#define USER "press-04&a1B2c3D4e5F"
#define HOST "iot-06z00abcd.mqtt.iothub.aliyuncs.com"
#define PUBLIC "a1B2c3D4e5F.iot-as-mqtt.cn-shanghai.aliyuncs.com"
#define LINK_ID "6c95875d0f5ba69607nzfl"
#define LINK_CLIENT "tuyalink_" LINK_ID
#define LINK_USER LINK_ID "|signMethod=hmacSha256,timestamp=1657367540,secureMode=1,accessType=1"
#define LINK_SECRET "0123456789abcdef"
#define CERTIFICATE "{\"ProductKey\":\"a1B2c3D4e5F\",\"DeviceName\":\"press-04\"," \
                    "\"DeviceSecret\":\"" SECRET "\"}"

typedef struct
{
  const char   *name;
  const char   *text;
  LgImportKind  kind;
  guint         n_devices;
  const char   *product_key;
  const char   *device_name;
  LgMode        mode;
  const char   *client_id;
  const char   *secret;
  const char   *host;
  guint         port;
  LgSecurity    security;
  const char   *remark;
} Form;

#define DEVICE LG_MODE_DEVICE_SECRET
#define TOKEN LG_MODE_NO_PREREGISTRATION
#define CUSTOM LG_MODE_CUSTOM
#define TUYALINK LG_MODE_TUYALINK
#define TLS LG_SECURITY_TLS
#define TCP LG_SECURITY_TCP
#define USUAL "a1B2c3D4e5F.press-04"
#define PRESS "a1B2c3D4e5F", "press-04"

static const Form forms[] = {
  { "console", "{\"clientId\":\"" CLIENT "\",\"username\":\"" USER "\",\"mqttHostUrl\":\""
    HOST "\","
    "\"passwd\":\"" SHA256 "\",\"port\":8883}",
    LG_IMPORT_KIND_CONSOLE, 1, PRESS, CUSTOM, CLIENT, SHA256, HOST, 8883, TLS, "signed already" },
  { "console with blanks around the host", "{\"clientId\":\"" CLIENT "\",\"username\":\"" USER "\","
    "\"mqttHostUrl\":\"  " HOST "\\n\",\"passwd\":\"" SHA256 "\",\"port\":8883}",
    LG_IMPORT_KIND_CONSOLE, 1, PRESS, CUSTOM, CLIENT, SHA256, HOST, 8883, TLS, "Host: the blanks" },
  { "console with securemode=2 and port 1883", "\n {\"clientId\":\"" CLIENT "\",\"username\":\""
    USER "\",\"mqttHostUrl\":\"" HOST "\",\"passwd\":\"" SHA256 "\",\"port\":1883}\n",
    LG_IMPORT_KIND_CONSOLE, 1, PRESS, CUSTOM, CLIENT, SHA256, HOST, 1883, TLS, "port 1883" },
  { "console, securemode=3", "{\"clientId\":\"d|securemode=3,signmethod=hmacsha1|\",\"username\":\""
    USER "\",\"mqttHostUrl\":\"" HOST "\",\"passwd\":\"" SHA256 "\",\"port\":1883}",
    LG_IMPORT_KIND_CONSOLE, 1, PRESS, CUSTOM, "d|securemode=3,signmethod=hmacsha1|", SHA256, HOST,
    1883, TCP, "signed already" },
  { "console, port as a text", "{\"clientId\":\"" CLIENT "\",\"username\":\"" USER "\","
    "\"mqttHostUrl\":\"" HOST "\",\"passwd\":\"" SHA256 "\",\"port\":\"443\"}",
    LG_IMPORT_KIND_CONSOLE, 1, PRESS, CUSTOM, CLIENT, SHA256, HOST, 443, TLS, NULL },
  { "console, port that is none", "{\"clientId\":\"" CLIENT "\",\"username\":\"" USER "\","
    "\"mqttHostUrl\":\"" HOST "\",\"passwd\":\"" SHA256 "\",\"port\":\"mqtt\"}",
    LG_IMPORT_KIND_CONSOLE, 1, PRESS, CUSTOM, CLIENT, SHA256, HOST, 8883, TLS, "no number from 1" },
  { "console and DeviceSecret", "{\"clientId\":\"" CLIENT "\",\"username\":\"" USER "\","
    "\"mqttHostUrl\":\"" HOST "\",\"passwd\":\"" SHA256 "\",\"DeviceSecret\":\"" SECRET "\"}",
    LG_IMPORT_KIND_CONSOLE, 1, PRESS, DEVICE, USUAL, SECRET, HOST, 8883, TLS, NULL },
  { "DeviceToken", "{\"clientId\":\"id1|securemode=-2,authType=connwl|\",\"username\":\"" USER "\","
    "\"passwd\":\"^1^1677597746541^9ffd7c5bcf0c87f\",\"mqttHostUrl\":\"" PUBLIC "\",\"port\":8883}",
    LG_IMPORT_KIND_CONSOLE, 1, PRESS, TOKEN, "id1", "^1^1677597746541^9ffd7c5bcf0c87f", PUBLIC,
    8883,
    TLS, NULL },
  { "registration's answer", "{\"productKey\":\"a1B2c3D4e5F\",\"deviceName\":\"press-04\","
    "\"clientId\":\"id1\",\"deviceToken\":\"^1^16775^9ffd7\"}",
    LG_IMPORT_KIND_CERTIFICATE, 1, PRESS, TOKEN, "id1", "^1^16775^9ffd7", PUBLIC, 8883, TLS,
    "no host" },
  { "certificate", CERTIFICATE,
    LG_IMPORT_KIND_CERTIFICATE, 1, PRESS, DEVICE, USUAL, SECRET, PUBLIC, 8883, TLS, "no host" },
  { "certificate in lower case", "{\"productkey\":\"a1B2c3D4e5F\",\"device_name\":\"press-04\","
    "\"DEVICE-SECRET\":\"" SECRET "\"}",
    LG_IMPORT_KIND_CERTIFICATE, 1, PRESS, DEVICE, USUAL, SECRET, PUBLIC, 8883, TLS, NULL },
  { "certificate with instance", "{\"ProductKey\":\"a1B2c3D4e5F\",\"DeviceName\":\"press-04\","
    "\"DeviceSecret\":\"" SECRET "\",\"IotInstanceId\":\"iot-06z00abcd\"}",
    LG_IMPORT_KIND_CERTIFICATE, 1, PRESS, DEVICE, USUAL, SECRET, HOST, 8883, TLS, NULL },
  { "certificate with region", "{\"ProductKey\":\"a1B2c3D4e5F\",\"DeviceName\":\"press-04\","
    "\"DeviceSecret\":\"" SECRET "\",\"region\":\"us-west-1\"}",
    LG_IMPORT_KIND_CERTIFICATE, 1, PRESS, DEVICE, USUAL, SECRET,
    "a1B2c3D4e5F.iot-as-mqtt.us-west-1.aliyuncs.com", 8883, TLS, NULL },
  { "certificates in an array", "[" CERTIFICATE "," CERTIFICATE "]",
    LG_IMPORT_KIND_CERTIFICATE, 2, PRESS, DEVICE, USUAL, SECRET, PUBLIC, 8883, TLS, NULL },
  { "certificates inside an answer", "{\"Success\":true,\"Data\":{\"List\":[" CERTIFICATE "]}}",
    LG_IMPORT_KIND_CERTIFICATE, 1, PRESS, DEVICE, USUAL, SECRET, PUBLIC, 8883, TLS, NULL },
  { "certificate without secret", "{\"ProductKey\":\"a1B2c3D4e5F\",\"DeviceName\":\"press-04\"}",
    LG_IMPORT_KIND_CERTIFICATE, 1, PRESS, DEVICE, USUAL, NULL, PUBLIC, 8883, TLS, "no secret" },
  { "ProductSecret only", "{\"ProductKey\":\"a1B2c3D4e5F\",\"DeviceName\":\"press-04\","
    "\"ProductSecret\":\"abcdefghijklmnop\"}",
    LG_IMPORT_KIND_CERTIFICATE, 1, PRESS, LG_MODE_REGISTRATION, USUAL, "abcdefghijklmnop", PUBLIC,
    8883, TLS, "registered first" },
  { "contradiction", "{\"ProductKey\":\"a1B2c3D4e5F\",\"DeviceName\":\"press-04\",\"username\":"
    "\"press-05&a1B2c3D4e5F\",\"DeviceSecret\":\"" SECRET "\"}",
    LG_IMPORT_KIND_CONSOLE, 1, PRESS, DEVICE, USUAL, SECRET, PUBLIC, 8883, TLS, "“press-05”" },
  { "MQTTX", "[{\"id\":\"e5a1\",\"name\":\"my press\",\"clientId\":\""
    CLIENT "\",\"username\":\"" USER
    "\",\"password\":\"" SHA256 "\",\"host\":\"" HOST "\",\"port\":8883,\"protocol\":\"mqtts\","
    "\"ssl\":true,\"certType\":\"self\",\"mqttVersion\":\"3.1.1\",\"keepalive\":300,"
    "\"clean\":false,\"will\":{\"lastWillTopic\":\"\"},\"messages\":[{\"topic\":\"t\"}]}]",
    LG_IMPORT_KIND_MQTTX, 1, PRESS, CUSTOM, CLIENT, SHA256, HOST, 8883, TLS, NULL },
  { "MQTTX, WebSocket", "{\"name\":\"x\",\"clientId\":\"me\",\"username\":\"u\",\"password\":\"p\","
    "\"host\":\"broker.example.com\",\"port\":443,\"protocol\":\"wss\",\"certType\":\"server\"}",
    LG_IMPORT_KIND_MQTTX, 1, "", "", CUSTOM, "me", "p", "broker.example.com", 443, TLS,
    "WebSocket" },
  { "TuyaLink", "{\"ProductID\":\"abc\",\"DeviceID\":\"6c95875d\","
    "\"DeviceSecret\":\"0123456789abcdef\"}",
    LG_IMPORT_KIND_CERTIFICATE, 1, "", "", TUYALINK, "", "0123456789abcdef",
    "m1.tuyacn.com", 8883, TLS, "no host" },
  { "TuyaLink with its host", "DeviceID: 6c95875d\nDeviceSecret: 0123456789abcdef\n"
    "host: m1.tuyaeu.com\n",
    LG_IMPORT_KIND_LINES, 1, "", "", TUYALINK, "", "0123456789abcdef",
    "m1.tuyaeu.com", 8883, TLS, NULL },
  { "TuyaLink's ID with a secret in lines", "device_id=" LINK_ID "\ndeviceSecret=" LINK_SECRET "\n",
    LG_IMPORT_KIND_LINES, 1, "", "", TUYALINK, "", LINK_SECRET, "m1.tuyacn.com", 8883, TLS,
    "no host" },
  { "TuyaLink in a table", "deviceId,deviceSecret,host\n" LINK_ID "," LINK_SECRET ",m1.tuyaus.com\n"
    "6c0000000000," LINK_SECRET ",m1.tuyaus.com\n",
    LG_IMPORT_KIND_TABLE, 2, "", "", TUYALINK, "", LINK_SECRET, "m1.tuyaus.com", 8883, TLS, NULL },
  { "TuyaLink's ID alone", "{\"device_id\":\"" LINK_ID "\",\"region\":\"in\"}",
    LG_IMPORT_KIND_CERTIFICATE, 1, "", "", TUYALINK, "", NULL, "m1.tuyain.com", 8883, TLS,
    "no secret" },
  { "TuyaLink's login and secret", "{\"clientId\":\"" LINK_CLIENT "\",\"username\":\"" LINK_USER
    "\",\"password\":\"" SHA256 "\",\"deviceSecret\":\"" LINK_SECRET "\","
    "\"host\":\"m1-weaz.tuyaeu.com\",\"port\":8883}",
    LG_IMPORT_KIND_CONSOLE, 1, "", "", TUYALINK, "", LINK_SECRET, "m1-weaz.tuyaeu.com", 8883, TLS,
    NULL },
  { "TuyaLink's client ID and secret", "clientId: " LINK_CLIENT "\ndeviceSecret: " LINK_SECRET,
    LG_IMPORT_KIND_LINES, 1, "", "", TUYALINK, "", LINK_SECRET, "m1.tuyacn.com", 8883, TLS, NULL },
  { "TuyaLink's user name and secret in a line",
    "username: " LINK_USER ", deviceSecret: " LINK_SECRET,
    LG_IMPORT_KIND_LINES, 1, "", "", TUYALINK, "", LINK_SECRET, "m1.tuyacn.com", 8883, TLS, NULL },
  { "TuyaLink's login", "mosquitto_sub -h m2.tuyacn.com -p 8883 -i " LINK_CLIENT " -u '" LINK_USER
    "' -P " SHA256 " -t 'tylink/" LINK_ID "/thing/property/set'",
    LG_IMPORT_KIND_MOSQUITTO, 1, "", "", CUSTOM, LINK_CLIENT, SHA256, "m2.tuyacn.com", 8883, TLS,
    "TuyaLink login" },
  { "TuyaLink's login without client ID", "username=" LINK_USER "\npassword=" SHA256 "\n",
    LG_IMPORT_KIND_LINES, 1, "", "", CUSTOM, LINK_CLIENT, SHA256, "m1.tuyacn.com", 8883, TLS,
    "TuyaLink login" },
  { "TuyaLink's login of two devices", "clientId: tuyalink_6c00\nusername: " LINK_USER
    "\npassword: " SHA256 "\n",
    LG_IMPORT_KIND_LINES, 1, "", "", CUSTOM, "tuyalink_6c00", SHA256, "m1.tuyacn.com", 8883, TLS,
    "“6c00”" },
  { "names and values", "ProductKey: a1B2c3D4e5F\nDeviceName: press-04\nDeviceSecret: " SECRET "\n",
    LG_IMPORT_KIND_LINES, 1, PRESS, DEVICE, USUAL, SECRET, PUBLIC, 8883, TLS, NULL },
  { "equals signs and CRLF", "product_key=a1B2c3D4e5F\r\ndevice_name = press-04\r\n"
    "device_secret=\"" SECRET "\"\r\nport=443\r\n",
    LG_IMPORT_KIND_LINES, 1, PRESS, DEVICE, USUAL, SECRET, PUBLIC, 443, TLS, NULL },
  { "Chinese labels", "产品标识：a1B2c3D4e5F\n设备名称：press-04\n设备密钥：" SECRET "\n",
    LG_IMPORT_KIND_LINES, 1, PRESS, DEVICE, USUAL, SECRET, PUBLIC, 8883, TLS, NULL },
  { "all in one line", "ProductKey: a1B2c3D4e5F, DeviceName: press-04，DeviceSecret: " SECRET,
    LG_IMPORT_KIND_LINES, 1, PRESS, DEVICE, USUAL, SECRET, PUBLIC, 8883, TLS, NULL },
  { "labels above values", "ProductKey\na1B2c3D4e5F\nDeviceName\npress-04\nDeviceSecret\n" SECRET,
    LG_IMPORT_KIND_LINES, 1, PRESS, DEVICE, USUAL, SECRET, PUBLIC, 8883, TLS, NULL },
  { "a page's table", "ProductKey\ta1B2c3D4e5F\nDeviceName\tpress-04\nDeviceSecret\t" SECRET,
    LG_IMPORT_KIND_LINES, 1, PRESS, DEVICE, USUAL, SECRET, PUBLIC, 8883, TLS, NULL },
  { "a program's definitions", "#define EXAMPLE_PRODUCT_KEY  \"a1B2c3D4e5F\"\n"
    "#define DEVICE_NAME \"press-04\"\n#define DEVICE_SECRET \"" SECRET "\" /* secret */\n",
    LG_IMPORT_KIND_PROGRAM, 1, PRESS, DEVICE, USUAL, SECRET, PUBLIC, 8883, TLS, NULL },
  { "a program's variables", "char *product_key = \"a1B2c3D4e5F\";\n"
    "char *device_name = \"press-04\";\nchar *device_secret = \"" SECRET "\";\n",
    LG_IMPORT_KIND_PROGRAM, 1, PRESS, DEVICE, USUAL, SECRET, PUBLIC, 8883, TLS, NULL },
  { "connection values in lines", "clientId: " CLIENT "\nusername: " USER "\npasswd: " SHA256 "\n"
    "mqttHostUrl: mqtts://" HOST ":8883\n",
    LG_IMPORT_KIND_LINES, 1, PRESS, CUSTOM, CLIENT, SHA256, HOST, 8883, TLS, "is the host" },
  { "two devices in lines", "pk: a1B2c3D4e5F\ndn: press-04\nds: " SECRET "\n\n"
    "pk: a1B2c3D4e5F\ndn: press-05\nds: " SECRET "\n",
    LG_IMPORT_KIND_LINES, 2, PRESS, DEVICE, USUAL, SECRET, PUBLIC, 8883, TLS, NULL },
  { "a value twice", "ProductKey: a1B2c3D4e5F\nDeviceName: press-04\nDeviceName: press-05\n",
    LG_IMPORT_KIND_LINES, 1, PRESS, DEVICE, USUAL, NULL, PUBLIC, 8883, TLS, "more than once" },
  { "three lines", "a1B2c3D4e5F\npress-04\n" SECRET "\n",
    LG_IMPORT_KIND_LINES, 1, PRESS, DEVICE, USUAL, SECRET, PUBLIC, 8883, TLS, NULL },
  { "three words", "a1B2c3D4e5F / press-04 / " SECRET,
    LG_IMPORT_KIND_LINES, 1, PRESS, DEVICE, USUAL, SECRET, PUBLIC, 8883, TLS, NULL },
  { "three words in each line", "a1B2c3D4e5F press-04 " SECRET "\na1B2c3D4e5F press-05 " SECRET,
    LG_IMPORT_KIND_LINES, 2, PRESS, DEVICE, USUAL, SECRET, PUBLIC, 8883, TLS, NULL },
  { "a table", "ProductKey,DeviceName,DeviceSecret\na1B2c3D4e5F,press-04," SECRET "\n"
    "a1B2c3D4e5F,press-05," SECRET "\n,,\n",
    LG_IMPORT_KIND_TABLE, 2, PRESS, DEVICE, USUAL, SECRET, PUBLIC, 8883, TLS, NULL },
  { "a table with semicolons and quotes", "\xEF\xBB\xBF\"Device Name\";\"product_key\";\"备注名称\";"
    "\"DeviceSecret\";\"Port\"\r\n\"press-04\";\"a1B2c3D4e5F\";\"Press; 4\";\"" SECRET "\";443\r\n",
    LG_IMPORT_KIND_TABLE, 1, PRESS, DEVICE, USUAL, SECRET, PUBLIC, 443, TLS, NULL },
  { "a table with tabs", "设备名称\t产品标识\t设备密钥\tother\npress-04\ta1B2c3D4e5F\t" SECRET "\tx\n",
    LG_IMPORT_KIND_TABLE, 1, PRESS, DEVICE, USUAL, SECRET, PUBLIC, 8883, TLS, NULL },
  { "a table without header", "a1B2c3D4e5F,press-04," SECRET "\na1B2c3D4e5F,press-05," SECRET "\n",
    LG_IMPORT_KIND_TABLE, 2, PRESS, DEVICE, USUAL, SECRET, PUBLIC, 8883, TLS, NULL },
  { "a table in GB 18030", "\xC9\xE8\xB1\xB8\xC3\xFB\xB3\xC6,ProductKey,DeviceSecret\n"
    "press-04,a1B2c3D4e5F," SECRET "\n",
    LG_IMPORT_KIND_TABLE, 1, PRESS, DEVICE, USUAL, SECRET, PUBLIC, 8883, TLS, "GB 18030" },
  { "mosquitto_sub", "mosquitto_sub -h " HOST " -p 8883 --cafile root.pem -i '" CLIENT "' -u '" USER
    "' -P " SHA256 " -t '/a1B2c3D4e5F/press-04/user/get' -v -k 120 | tee log",
    LG_IMPORT_KIND_MOSQUITTO, 1, PRESS, CUSTOM, CLIENT, SHA256, HOST, 8883, TLS, "root.pem" },
  { "mosquitto_pub over lines", "$ mosquitto_pub --host " HOST " --port 1883 \\\n  --id \"" CLIENT
    "\" \\\n  --username \"" USER "\" --pw " SHA256 " -t t -m '{}'\n",
    LG_IMPORT_KIND_MOSQUITTO, 1, PRESS, CUSTOM, CLIENT, SHA256, HOST, 1883, TLS, "port 1883" },
  { "mosquitto's URL", "mosquitto_sub -L mqtts://me:pw@broker.example.com:8884/topic -i id1",
    LG_IMPORT_KIND_MOSQUITTO, 1, "", "", CUSTOM, "id1", "pw", "broker.example.com", 8884, TLS,
    "is the host" },
  { "aligned variables", "    char *product_key       = \"a1B2c3D4e5F\";\n"
    "    char *device_name       = \"press-04\";\n    char *device_secret     = \"" SECRET "\";\n"
    "    char  *mqtt_host = \"" HOST "\";\n    const uint16_t port = 8883;\n",
    LG_IMPORT_KIND_PROGRAM, 1, PRESS, DEVICE, USUAL, SECRET, HOST, 8883, TLS, NULL },
  { "definitions with signs in them", "#define CLIENT_ID \"" CLIENT "\"\n#define USER_NAME \"" USER
    "\"\n#define PASSWORD \"" SHA256 "\"\n#define PORT \"8883\" // default\n#define IP_ADDR \"" HOST
    "\"\n#define WIFI_PASSWORD \"other\"\n",
    LG_IMPORT_KIND_PROGRAM, 1, PRESS, CUSTOM, CLIENT, SHA256, HOST, 8883, TLS, NULL },
  { "definitions with escaped commas", "#define Client_ID "
    "\"d|securemode=2\\\\,signmethod=hmacsha1|\""
    "\n#define Broker_Address \"" HOST "\"\n#define User_Name \"" USER "\"\n#define Password \""
    SHA256 "\"\n",
    LG_IMPORT_KIND_PROGRAM, 1, PRESS, CUSTOM, "d|securemode=2,signmethod=hmacsha1|", SHA256, HOST,
    8883, TLS, NULL },
  { "literals in parts", "static const char id[] = \"a1B2c3D4e5F.press-04\"\n"
    "  \"|securemode=2,signmethod=hmacsha256,timestamp=1657367540773|\"; /* \"x\" */\n"
    "#define KEY \"a1B2c3D4e5F\"\nconst char *username = \"press-04&\" KEY;\n"
    "const char *mqtt_password = \"" SHA256 "\";\nconst char *client_id = id;\nhost = \"" HOST
    "\";\n",
    LG_IMPORT_KIND_PROGRAM, 1, PRESS, CUSTOM, CLIENT, SHA256, HOST, 8883, TLS, NULL },
  { "Wi-Fi beside it", "const char* ssid = \"hall\";\nconst char* password = \"hall-password\";\n"
    "const char* mqttUser = \"" USER "\";\nclient.setServer(\"" HOST "\", 1883);\n"
    "client.connect(\"" CLIENT "\", \"" USER "\", \"" SHA256 "\");\n",
    LG_IMPORT_KIND_PROGRAM, 1, PRESS, CUSTOM, CLIENT, SHA256, HOST, 1883, TLS, "port 1883" },
  { "the vendor's SDK", "aiot_mqtt_setopt(h, AIOT_MQTTOPT_HOST, (void *)\"" HOST "\");\n"
    "aiot_mqtt_setopt(h, AIOT_MQTTOPT_PRODUCT_KEY, (void *)\"a1B2c3D4e5F\");\n"
    "aiot_mqtt_setopt(h, AIOT_MQTTOPT_DEVICE_NAME, (void *)\"press-04\");\n"
    "aiot_mqtt_setopt(h, AIOT_MQTTOPT_DEVICE_SECRET, (void *)\"" SECRET "\");\n",
    LG_IMPORT_KIND_PROGRAM, 1, PRESS, DEVICE, USUAL, SECRET, HOST, 8883, TLS, NULL },
  { "MQTTnet", "var o = new MqttClientOptionsBuilder()\n  .WithTcpServer(\"" HOST "\", 8883)\n"
    "  .WithClientId(\"" CLIENT "\")\n  .WithCredentials(\"" USER "\", \"" SHA256 "\")\n"
    "  .WithTls()\n  .WithKeepAlivePeriod(TimeSpan.FromSeconds(120)).Build();",
    LG_IMPORT_KIND_PROGRAM, 1, PRESS, CUSTOM, CLIENT, SHA256, HOST, 8883, TLS, NULL },
  { "paho for Python", "client = mqtt.Client(client_id=\"" CLIENT "\")\n"
    "client.username_pw_set('" USER "', '" SHA256 "')\nclient.tls_set('root.pem')\n"
    "client.connect(\"" HOST "\", 443, 60)\n",
    LG_IMPORT_KIND_PROGRAM, 1, PRESS, CUSTOM, CLIENT, SHA256, HOST, 443, TLS, NULL },
  { "paho for Java", "MqttClient c = new MqttClient(\"ssl://" HOST ":8883\", \"" CLIENT "\");\n"
    "options.setUserName(\"" USER "\");\noptions.setPassword(\"" SHA256 "\".toCharArray());\n",
    LG_IMPORT_KIND_PROGRAM, 1, PRESS, CUSTOM, CLIENT, SHA256, HOST, 8883, TLS, "is the host" },
  { "MQTT.js", "const c = mqtt.connect('mqtts://" HOST ":8883', {\n  clientId: '" CLIENT "',\n"
    "  username: '" USER "',\n  password: '" SHA256 "',\n  keepalive: 60 })",
    LG_IMPORT_KIND_PROGRAM, 1, PRESS, CUSTOM, CLIENT, SHA256, HOST, 8883, TLS, "is the host" },
  { "umqtt", "c = MQTTClient(\"" CLIENT "\", \"" HOST "\", 1883, \"" USER "\", \"" SHA256
    "\", 60)\n",
    LG_IMPORT_KIND_PROGRAM, 1, PRESS, CUSTOM, CLIENT, SHA256, HOST, 1883, TLS, "port 1883" },
  { "ESP-AT out of definitions", "#define USER_NAME \"" USER "\"\n#define PASSWD \"" SHA256 "\"\n"
    "#define ID \"AT+MQTTCLIENTID=0,\\\"d|securemode=2\\\\,signmethod=hmacsha1|\\\"\\r\\n\"\n"
    "send(\"AT+MQTTUSERCFG=0,2,\\\"NULL\\\",\\\"\"USER_NAME\"\\\",\\\"\"PASSWD\"\\\",0,0,\\\"\\\""
    "\\r\\n\", strlen(\"AT+MQTTUSERCFG=0,2,\\\"NULL\\\",\\\"\"USER_NAME\"\\\",\\\"\"PASSWD\"\\\","
    "0,0,\\\"\\\"\\r\\n\"));\nsend(\"AT+MQTTCONN=0,\\\"" HOST "\\\",8883,1\\r\\n\");\n",
    LG_IMPORT_KIND_ESP_AT, 1, PRESS, CUSTOM, "d|securemode=2,signmethod=hmacsha1|", SHA256, HOST,
    8883, TLS, "program" },
  { "a dictionary", "options = {\n 'productKey':'a1B2c3D4e5F',\n 'deviceName':'press-04',\n "
    "'deviceSecret':'" SECRET "',\n 'port':1883,\n 'host':"
    "'iot-as-mqtt.cn-shanghai.aliyuncs.com'\n}\n"
    "print('x', len('y'))\n",
    LG_IMPORT_KIND_PROGRAM, 1, PRESS, DEVICE, USUAL, SECRET, PUBLIC, 1883, TCP, NULL },
  { "arrays set to zero", "char product_key[21] = {0};\n#define PRODUCT_KEY \"a1B2c3D4e5F\"\n"
    "#define DEVICE_NAME \"press-04\"\n#define DEVICE_SECRET \"" SECRET "\"\n",
    LG_IMPORT_KIND_PROGRAM, 1, PRESS, DEVICE, USUAL, SECRET, PUBLIC, 8883, TLS, "no host" },
  { "MQTT 5 of a library", "x.WithClientId(\"" CLIENT "\").WithCredentials(\"" USER "\", \"" SHA256
    "\").WithTcpServer(\"" HOST "\", 8883).WithProtocolVersion(MqttProtocolVersion.V500);",
    LG_IMPORT_KIND_PROGRAM, 1, PRESS, CUSTOM, CLIENT, SHA256, HOST, 8883, TLS, "MQTT 5" },
  { "a client ID and a host", "[ok] a1B2c3D4e5F.press-04|securemode=2,signmethod=hmacsha256| goes "
    "to\nmqtts://" PUBLIC ":8883\n",
    LG_IMPORT_KIND_LINES, 1, PRESS, DEVICE, USUAL, NULL, PUBLIC, 8883, TLS, "no secret" },
  { "Quectel", "AT+QMTCFG=\"recv/mode\",0,0,1\nOK\nAT+QMTCFG=\"aliauth\",0,\"a1B2c3D4e5F\","
    "\"press-04\",\"" SECRET "\"\nOK\nAT+QMTCFG=\"ssl\",0,1,2\nAT+QMTOPEN=0,\"" HOST "\",8883\nOK\n"
    "\n+QMTOPEN: 0,0\nAT+QMTCONN=0,\"press-04\"\n+QMTSTAT: 0,1\n",
    LG_IMPORT_KIND_AT, 1, PRESS, DEVICE, "press-04", SECRET, HOST, 8883, TLS, NULL },
  { "Quectel, signed", "[10:00:01] >> AT+QMTOPEN=0,\"" HOST "\",1883\r\n[10:00:02] >> "
    "AT+QMTCONN=0,\""
    CLIENT "\",\"" USER "\",\"" SHA256 "\"\r\n",
    LG_IMPORT_KIND_AT, 1, PRESS, CUSTOM, CLIENT, SHA256, HOST, 1883, TLS, "port 1883" },
  { "SIMCom", "AT+CMQTTACCQ=0,\"" CLIENT "\",1\nOK\nAT+CMQTTCONNECT=0,\"tcp://" HOST
    ":8883\",60,1,\"" USER "\",\"" SHA256 "\"\n\n+CMQTTCONNECT: 0,30\n",
    LG_IMPORT_KIND_AT, 1, PRESS, CUSTOM, CLIENT, SHA256, HOST, 8883, TLS, "is the host" },
  { "SIMCom, SMCONF", "AT+SMCONF=\"URL\",\"" HOST "\",\"1883\"\nAT+SMCONF=\"CLIENTID\",\"" CLIENT
    "\"\nAT+SMCONF=\"USERNAME\",\"" USER "\"\nAT+SMCONF=\"PASSWORD\",\"" SHA256 "\"\n"
    "AT+SMCONF=\"KEEPTIME\",60\n",
    LG_IMPORT_KIND_AT, 1, PRESS, CUSTOM, CLIENT, SHA256, HOST, 1883, TLS, "port 1883" },
  { "Air", "AT+MCONFIG=\"" CLIENT "\",\"" USER "\",\"" SHA256 "\"\nAT+SSLMIPSTART=\"" HOST
    "\",\"8883\"\nAT+MCONNECT=1,60\n",
    LG_IMPORT_KIND_AT, 1, PRESS, CUSTOM, CLIENT, SHA256, HOST, 8883, TLS, NULL },
  { "Alibaba's AT", "AT+IDMAU=\"a1B2c3D4e5F\",\"press-04\",\"" SECRET
    "\",\"PRODUCTSECRET000\"\nOK\n",
    LG_IMPORT_KIND_AT, 1, PRESS, DEVICE, USUAL, SECRET, PUBLIC, 8883, TLS, "no host" },
  { "Node-RED", "[{\"id\":\"b1\",\"type\":\"mqtt in\",\"broker\":\"9f\"},{\"id\":\"9f\",\"type\":"
    "\"mqtt-broker\",\"broker\":\"" HOST "\",\"port\":\"8883\",\"clientid\":\"" CLIENT
    "\",\"usetls\":"
    "true,\"protocolVersion\":\"5\",\"keepalive\":\"60\",\"credentials\":{\"user\":\"" USER
    "\",\"password\":\"" SHA256 "\"}}]",
    LG_IMPORT_KIND_NODE_RED, 1, PRESS, CUSTOM, CLIENT, SHA256, HOST, 8883, TLS, "MQTT 5" },
  { "a log of the SDK", "[wrn] IOT_MQTT_Construct(467): Using default hostname: '" HOST "'\n"
    "[wrn] IOT_MQTT_Construct(474): Using default port: [443]\n[wrn] "
    "IOT_MQTT_Construct(481): Using "
    "default client_id: " CLIENT "\n\n[wrn] x(488): Using default username: " USER "\n"
    "[wrn] x(496): Using default password: ******\n",
    LG_IMPORT_KIND_LINES, 1, PRESS, DEVICE, USUAL, NULL, HOST, 443, TLS, "masked" },
  { "forms without names", "[dbg] tries " CLIENT " as\n" USER " at mqtts://" HOST ":8883, signed\n"
    "<" SHA256 ">\n",
    LG_IMPORT_KIND_LINES, 1, PRESS, CUSTOM, CLIENT, SHA256, HOST, 8883, TLS, "is the host" },
  { "a host without a name", "pk: a1B2c3D4e5F\ndn: press-04\nds: " SECRET "\nIt connects to " HOST
    " as told.\n",
    LG_IMPORT_KIND_LINES, 1, PRESS, DEVICE, USUAL, SECRET, HOST, 8883, TLS, NULL },
  { "masks", "clientId: " CLIENT "\nusername: " USER "\npassword: ********\nhost: " HOST "\n",
    LG_IMPORT_KIND_LINES, 1, PRESS, DEVICE, USUAL, NULL, HOST, 8883, TLS, "masked" },
  { "a quote left over", "ProductKey: \"a1B2c3D4e5F\nDeviceName: "
    "press-04\"\nDeviceSecret: \"" SECRET
    "\"\n",
    LG_IMPORT_KIND_LINES, 1, PRESS, DEVICE, USUAL, SECRET, PUBLIC, 8883, TLS, NULL },
  { "mosquitto without TLS", "mosquitto_sub -h 192.0.2.1 -p 18830 -i id1 -t t",
    LG_IMPORT_KIND_MOSQUITTO, 1, "", "", CUSTOM, "id1", NULL, "192.0.2.1", 18830, TCP, NULL },
  { "mosquitto with TLS elsewhere", "mosquitto_sub -h 192.0.2.1 -p 18830 -i id1 --cafile x.pem",
    LG_IMPORT_KIND_MOSQUITTO, 1, "", "", CUSTOM, "id1", NULL, "192.0.2.1", 18830, TLS, "x.pem" },
  { "mosquitto with a variable", "mosquitto_sub -h b.example.com -u me -P \"$PASSWORD\" "
    "-i id1 -t t",
    LG_IMPORT_KIND_MOSQUITTO, 1, "", "", CUSTOM, "id1", NULL, "b.example.com", 1883, TCP,
    "variable" },
  { "mosquitto's options file", "# mine\n-h " HOST "\n-p 8883\n-u " USER "\n-P " SHA256 "\n-i "
    CLIENT
    "\n--cafile /etc/root with blank.pem\n",
    LG_IMPORT_KIND_MOSQUITTO, 1, PRESS, CUSTOM, CLIENT, SHA256, HOST, 8883, TLS,
    "/etc/root with blank.pem" },
  { "ESP-AT", "AT+MQTTUSERCFG=0,1,\"d|securemode=3\\,signmethod=hmacsha256\\,timestamp=1|\",\"" USER
    "\",\"" SHA256 "\",0,0,\"\"\nAT+MQTTCONN=0,\"" PUBLIC "\",1883,1\n",
    LG_IMPORT_KIND_ESP_AT, 1, PRESS, CUSTOM, "d|securemode=3,signmethod=hmacsha256,timestamp=1|",
    SHA256, PUBLIC, 1883, TCP, "signed already" },
  { "ESP-AT without escapes", "AT+MQTTUSERCFG=0,1,\"d|securemode=3,signmethod=hmacsha256|\",\"" USER
    "\",\"" SHA256 "\",0,0,\"\"\nAT+MQTTCONN=0,\"" PUBLIC "\",1883,1\n",
    LG_IMPORT_KIND_ESP_AT, 1, PRESS, CUSTOM, "d|securemode=3,signmethod=hmacsha256|", SHA256,
    PUBLIC,
    1883, TCP, "without a backslash" },
  { "ESP-AT in parts", "AT+MQTTUSERCFG=0,2,\"NULL\",\"\",\"\",0,0,\"\"\r\n\r\nOK\r\n"
    "AT+MQTTCLIENTID=0,\"d|securemode=2\\,signmethod=hmacsha1|\"\r\nAT+MQTTUSERNAME=0,\"" USER
    "\"\r\nat+mqttpassword=0,\"" SHA256 "\"\r\nAT+MQTTCONNCFG=0,120,0,\"\",\"\",0,0\r\n"
    "AT+MQTTCONN=0,\"" HOST "\",8883,1\r\n",
    LG_IMPORT_KIND_ESP_AT, 1, PRESS, CUSTOM, "d|securemode=2,signmethod=hmacsha1|", SHA256, HOST,
    8883, TLS, NULL },
  { "ESP-AT, long", "AT+MQTTUSERCFG=0,2,\"\",\"" USER "\",\"" SHA256 "\",0,0,\"\"\n"
    "AT+MQTTLONGCLIENTID=0,16\n\nOK\n\n>d|securemode=2|z\nOK\nAT+MQTTCONN=0,\"" HOST "\",8883,0",
    LG_IMPORT_KIND_ESP_AT, 1, PRESS, CUSTOM, "d|securemode=2|z", SHA256, HOST, 8883, TLS, NULL },
  { "ESP-AT, long with another length", "AT+MQTTUSERCFG=0,2,\"\",\"" USER "\",\"" SHA256
    "\",0,0,\"\"\nAT+MQTTLONGCLIENTID=0,17\nd|securemode=2|z\nAT+MQTTCONN=0,\"" HOST "\",8883,0",
    LG_IMPORT_KIND_ESP_AT, 1, PRESS, CUSTOM, "d|securemode=2|z", SHA256, HOST, 8883, TLS,
    "announces 17" },
  { "ESP-AT in a program",
    "send(\"AT+MQTTUSERCFG=0,1,\\\"d|securemode=3\\\\,signmethod=hmacsha1|\\\","
    "\\\"" USER "\\\",\\\"" SHA256 "\\\",0,0,\\\"\\\"\\r\\n\");",
    LG_IMPORT_KIND_ESP_AT, 1, PRESS, CUSTOM, "d|securemode=3,signmethod=hmacsha1|", SHA256, PUBLIC,
    1883, TCP, "program" },
};

static gboolean
has_remark (LgImportDevice *device,
            const char     *text)
{
  GPtrArray *remarks = lg_import_device_get_remarks (device);

  for (guint i = 0; i < remarks->len; i++)
    if (strstr (((LgImportRemark *) remarks->pdata[i])->text, text) != NULL)
      return TRUE;
  return FALSE;
}

/* No remark repeats a secret. */
static void
assert_discreet (LgImportDevice *device)
{
  LgSecret *secret = lg_credentials_get_secret (lg_import_device_get_credentials (device));

  if (secret != NULL && lg_secret_get_length (secret) > 8)
    g_assert_false (has_remark (device, lg_secret_peek (secret)));
}

static void
test_form (gconstpointer data)
{
  const Form *form = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) devices = lg_import_parse (form->text, strlen (form->text), NULL, &error);
  g_autofree char *host = NULL;
  LgImportDevice *device;
  LgCredentials *credentials;
  LgEndpoint *endpoint;
  LgSecret *secret;

  g_assert_no_error (error);
  g_assert_cmpuint (devices->len, ==, form->n_devices);
  device = devices->pdata[0];
  credentials = lg_import_device_get_credentials (device);
  endpoint = lg_import_device_get_endpoint (device);
  secret = lg_credentials_get_secret (credentials);
  host = lg_endpoint_resolve_host (endpoint, lg_credentials_get_product_key (credentials));

  g_assert_cmpint (lg_import_device_get_kind (device), ==, form->kind);
  g_assert_cmpstr (lg_credentials_get_product_key (credentials), ==, form->product_key);
  g_assert_cmpstr (lg_credentials_get_device_name (credentials), ==, form->device_name);
  g_assert_cmpint (lg_credentials_get_mode (credentials), ==, form->mode);
  g_assert_cmpstr (form->mode == CUSTOM ? lg_credentials_get_mqtt_client_id (credentials)
                                        : lg_credentials_get_client_id (credentials),
                   ==, form->client_id);
  /* Not with g_assert_cmpstr(), which prints. */
  g_assert_true (g_strcmp0 (secret != NULL ? lg_secret_peek (secret) : NULL, form->secret) == 0);
  g_assert_cmpstr (host, ==, form->host);
  g_assert_cmpuint (lg_endpoint_get_port (endpoint), ==, form->port);
  g_assert_cmpint (lg_endpoint_get_security (endpoint), ==, form->security);
  for (guint i = 0; i < lg_import_device_get_remarks (device)->len; i++)
    {
      const LgImportRemark *remark = lg_import_device_get_remarks (device)->pdata[i];

      g_test_message ("%s", remark->text);
    }
  if (form->remark != NULL)
    g_assert_true (has_remark (device, form->remark));
  assert_discreet (device);
}

typedef struct
{
  const char    *name;
  const char    *text;
  gssize         length;
  LgImportError  code;
  const char    *message;
} Broken;

static const Broken broken[] = {
  { "nothing", "", 0, LG_IMPORT_ERROR_EMPTY, "no text" },
  { "blanks", " \n\t ", -1, LG_IMPORT_ERROR_EMPTY, "no text" },
  { "prose", "The quick brown fox jumps over the lazy dog.", -1, LG_IMPORT_ERROR_UNKNOWN,
    "ProductKey" },
  { "other JSON", "{\"name\":\"x\",\"version\":\"1\"}", -1, LG_IMPORT_ERROR_UNKNOWN, "DeviceName" },
  { "an empty array", "[]", -1, LG_IMPORT_ERROR_UNKNOWN, "ProductKey" },
  { "JSON cut off", "{\"ProductKey\":\"a1B2c3D4e5F\",\n\"DeviceSecret\":\"" SECRET, -1,
    LG_IMPORT_ERROR_MALFORMED, "Line 2" },
  { "JSON with a word too many", "{\n\n\"DeviceSecret\": " SECRET "}", -1,
    LG_IMPORT_ERROR_MALFORMED,
    "Line 3" },
  { "a quote in a table", "ProductKey,DeviceName\na1B2c3D4e5F,\"press-04\na1B2c3D4e5F,press-05\n",
    -1,
    LG_IMPORT_ERROR_MALFORMED, "Line 2" },
  { "rows without device", "ProductKey,DeviceName,Port\n,,1884\n,,1883\n", -1,
    LG_IMPORT_ERROR_MALFORMED, "Line 2" },
  { "mosquitto's quote", "mosquitto_sub -h host \\\n -u 'me", -1, LG_IMPORT_ERROR_MALFORMED,
    "Line 1" },
  { "mosquitto without identity", "mosquitto_sub -h host -t topic", -1, LG_IMPORT_ERROR_UNKNOWN,
    "MQTT client ID" },
  { "ESP-AT's quote", "AT\nAT+MQTTUSERCFG=0,1,\"me,\"u,0", -1, LG_IMPORT_ERROR_MALFORMED,
    "Line 2" },
  { "other AT commands", "AT+CWJAP=\"ssid\",\"password\"", -1, LG_IMPORT_ERROR_UNKNOWN, "needed" },
  { "a zero byte", "pk: a1B2c3D4e5F\0dn: x", 22, LG_IMPORT_ERROR_NOT_TEXT, "zero byte" },
  { "an image", "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xFF\xFF\xFE", 19, LG_IMPORT_ERROR_NOT_TEXT,
    "no text" },
};

static void
test_broken (gconstpointer data)
{
  const Broken *text = data;
  g_autoptr (GError) error = NULL;
  gsize length = text->length >= 0 ? (gsize) text->length : strlen (text->text);

  g_assert_null (lg_import_parse (text->text, length, NULL, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, LG_IMPORT_ERROR, (int) text->code);
  g_assert_nonnull (strstr (error->message, text->message));
  g_assert_null (strstr (error->message, SECRET));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autofree char *path = g_strdelimit (g_strdup_printf ("/import-forms/%s", forms[i].name),
                                            " ", '-');

      g_test_add_data_func (path, &forms[i], test_form);
    }
  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autofree char *path = g_strdelimit (g_strdup_printf ("/import-forms/broken/%s",
                                                             broken[i].name), " ", '-');

      g_test_add_data_func (path, &broken[i], test_broken);
    }

  return g_test_run ();
}
