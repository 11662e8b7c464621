$ mosquitto_sub -h iot-06z00abcd.mqtt.iothub.aliyuncs.com -p 8883 --cafile root.pem \
 -i "a1B2c3D4e5F.press-04|securemode=2,signmethod=hmacsha256,timestamp=1657367540773|" -u 'press-04&a1B2c3D4e5F' -P a8f5f167f44f4964e6c998dee827110c03c0b3d5e4e3bd5bbdc0ea1b2c3d4e5f -t t -v | tee x
mosquitto_pub -L mqtts://me:pw@b:1/t -i i -k 60 -c
