--
-- ssh_spec.lua - what holds for all; apps_spec.lua compares more frames
--
require "spec.support.every" (_ENV, "ssh", {
  source = [[RFC 4253 (spec/support/scapyapps.py)]],
  document = "RFC 4253",
  bytes = [[
    020000000002020000000001080045000042000100004006f6b1c0000201c0000202c000
    00160000000100000001501820004a8700005353482d322e302d5365727665725f302063
    6f6d6d656e740d0a
  ]],
  fields = {
    banner = { "SSH-2.0-Server_0 comment", "ssh.protocol" },
    lineend = { "\r\n" },
    packets = { {} },
  },
}, {
  source = [[RFC 4253 (spec/support/scapyapps.py)]],
  document = "RFC 4253",
  bytes = [[
    0200000000020200000000010800450001bc000100004006f537c0000201c0000202c000
    00160000001b000000015018200020390000000001900a1427c7fe6d3dca0b3a377983e3
    cd1964c000000000000000000000002161313238406578616d706c652e636f6d2c613134
    31406578616d706c652e636f6d0000002061323132406578616d706c652e636f6d2c6135
    31406578616d706c652e636f6d00000030613339406578616d706c652e636f6d2c613233
    406578616d706c652e636f6d2c61313937406578616d706c652e636f6d00000010613139
    37406578616d706c652e636f6d00000030613836406578616d706c652e636f6d2c613235
    33406578616d706c652e636f6d2c613239406578616d706c652e636f6d00000032613235
    33406578616d706c652e636f6d2c61323135406578616d706c652e636f6d2c6131343540
    6578616d706c652e636f6d0000003261313539406578616d706c652e636f6d2c61313837
    406578616d706c652e636f6d2c61313436406578616d706c652e636f6d00000032613133
    38406578616d706c652e636f6d2c61313435406578616d706c652e636f6d2c6131353140
    6578616d706c652e636f6d000000000000000000000000000000
  ]],
  fields = {
    banner = { "" },
    lineend = { "" },
    packets = { {
      { clientcipher = "a128@example.com,a141@example.com",
        clientciphersize = 33,
        clientcompression = "a86@example.com" ..
          ",a253@example.c" ..
          "om,a29@example." ..
          "com",
        clientcompressionsize = 48,
        clientlanguage = "a159@example.co" ..
          "m,a187@example." ..
          "com,a146@exampl" ..
          "e.com",
        clientlanguagesize = 50,
        clientmac = "a39@example.com" ..
          ",a23@example.co" ..
          "m,a197@example." ..
          "com",
        clientmacsize = 48,
        cookie = "'\xc7\xfem=\xca\11:7y\x83\xe3\xcd\25d" ..
          "\xc0",
        fill = "\0\0\0\0\0\0\0\0\0\0",
        fillsize = 10,
        guess = 0,
        hostkey = "",
        hostkeysize = 0,
        kex = "",
        kexsize = 0,
        kind = 20,
        length = 404,
        name = "kexinit",
        reserved = 0,
        servercipher = "a212@example.com,a51@example.com",
        serverciphersize = 32,
        servercompression = "a253@example.co" ..
          "m,a215@example." ..
          "com,a145@exampl" ..
          "e.com",
        servercompressionsize = 50,
        serverlanguage = "a138@example.co" ..
          "m,a145@example." ..
          "com,a151@exampl" ..
          "e.com",
        serverlanguagesize = 50,
        servermac = "a197@example.com",
        servermacsize = 16,
        zero = 0 } },
      ["ssh.mac_algorithms_client_to_server"] =
        "a39@example.com,a23@example.com,a197@example.com" },
  },
})
