--
-- mqtt_spec.lua - what holds for all; apps_spec.lua compares more frames
--
require "spec.support.every" (_ENV, "mqtt", {
  source = [[OASIS MQTT 3.1.1, section 3 (spec/support/scapyapps.py)]],
  document = "OASIS MQTT 3.1.1",
  bytes = [[
    02000000000202000000000108004500003d000100004006f6b6c0000201c0000202c000
    075b000000010000000150182000230e0000101300044d5154540402003c0007636c6965
    6e7430
  ]],
  fields = {
    type = { 1, "mqtt.msgtype" },
    flags = { 0 },
    more = { 0 },
    size = { 19 },
    namesize = { 4, "mqtt.proto_len" },
    name = { "MQTT", "mqtt.protoname" },
    level = { 4, "mqtt.ver" },
    connectflags = { 2, "mqtt.conflags" },
    keepalive = { 60, "mqtt.kalive" },
  },
}, {
  source = [[OASIS MQTT 3.1.1, section 3 (spec/support/scapyapps.py)]],
  document = "OASIS MQTT 3.1.1",
  bytes = [[
    02000000000202000000000108004500002c000100004006f6c7c0000201c0000202075b
    c0010000000100000001501820002364000020020100
  ]],
  fields = {
    type = { 2, "mqtt.msgtype" },
    flags = { 0 },
    more = { 0 },
    size = { 2 },
    session = { 1 },
    code = { 0 },
  },
}, {
  source = [[OASIS MQTT 3.1.1, section 3 (spec/support/scapyapps.py)]],
  document = "OASIS MQTT 3.1.1",
  bytes = [[
    0200000000020200000000010800450000fb000100004006f5f8c0000201c0000202c003
    075b000000010000000150182000dbf5000032d0010004612f62333abb8974f21d383cce
    41272f1c90e6e4ccabb36b7abc156c0e62b2d7f6e071f16e82d1e4812be86b8137940ead
    0e65b0c4146f79865c4f0544126003a0c25b27081c0dac5ddba703a4b341076bd2a31e59
    ab3999e1a1707e3140a2b5227418ce38f98e5b7b14072e136a990b98a1fff92d01c97f59
    b2a418cd01dbf5431f869630d0da40c1acd0e182288658b66442f7b6fee4c6a0bdbb7322
    469f6f4f0a2c9886aae02f3ddfc2eda22ffe6347d01a95ff6da5cc2ed01ffa3549be307c
    291769acb62741dc50e21928ab
  ]],
  fields = {
    type = { 3, "mqtt.msgtype" },
    flags = { 2 },
    more = { 1 },
    size = { 80 },
    more2 = { 0 },
    size2 = { 1 },
    topicsize = { 4 },
    topic = { "a/b3" },
    id = { 15035, "mqtt.msgid" },
  },
}, {
  source = [[OASIS MQTT 3.1.1, section 3 (spec/support/scapyapps.py)]],
  document = "OASIS MQTT 3.1.1",
  bytes = [[
    02000000000202000000000108004500002c000100004006f6c7c0000201c0000202075b
    c004000000010000000150182000045a000040020007
  ]],
  fields = {
    type = { 4, "mqtt.msgtype" },
    flags = { 0 },
    more = { 0 },
    size = { 2 },
    answered = { 7 },
  },
})
