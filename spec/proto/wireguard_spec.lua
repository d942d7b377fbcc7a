--
-- wireguard_spec.lua - what holds for all; apps_spec.lua compares more frames
--
require "spec.support.every" (_ENV, "wireguard", {
  source = [[Scapy 2.5 (spec/support/scapyapps.py)]],
  document = "WireGuard, section 5.4",
  bytes = [[
    0200000000020200000000010800450000b0000100004011f638c0000201c0000202c000
    ca6c009cb45801000000214f9d77c475c01510e7e491171ba64defa883a060f0cd1a40fb
    38775f483a358085215e13af80b2e86a07da64fa8f7a2536e1fb7b24fe1c214dbb5b33aa
    12b170933cd55dc60feefa242d69a164dcc107ada18e6a6b5c4157ee15428e3b84b0b79d
    64042369b89ed1664a2488d9bfd18ee9443f30b1d578fc3c913f9228e873f4c665d370e5
    20bbd6aa90e18995067d
  ]],
  fields = {
    type = { 1, "wg.type" },
    reserved = { 0 },
    sender = { 2006798113, "wg.sender" },
    ephemeral = { "\xc4u\xc0\21\16\xe7\xe4\x91\23\27\xa6M\xef\xa8\x83" ..
      "\xa0`\xf0\xcd\26@\xfb8w_H:5\x80\x85" ..
      "!^" },
    static = { "\19\xaf\x80\xb2\xe8j\7\xdad\xfa\x8fz%6\xe1" ..
      "\xfb{$\xfe\28!M\xbb[3\xaa\18\xb1p\x93" ..
      "<\xd5]\xc6\15\xee\xfa$-i\xa1d\xdc\xc1\7" ..
      "\xad\xa1\x8e" },
    timestamp = { "jk\\AW\xee\21B\x8e;\x84\xb0\xb7\x9dd" ..
      "\4#i\xb8\x9e\xd1fJ$\x88\xd9\xbf\xd1" },
    mac1 = { "\x8e\xe9D?0\xb1\xd5x\xfc<\x91?\x92(\xe8" ..
      "s",
      ["wg.mac1"] =
        "8ee9443f30b1d578fc3c913f9228e873" },
    mac2 = { "\xf4\xc6e\xd3p\xe5 \xbb\xd6\xaa\x90\xe1\x89\x95\6" ..
      "}",
      ["wg.mac2"] =
        "f4c665d370e520bbd6aa90e18995067d" },
  },
}, {
  source = [[Scapy 2.5 (spec/support/scapyapps.py)]],
  document = "WireGuard, section 5.4",
  bytes = [[
    020000000002020000000001080045000078000100004011f670c0000201c0000202ca6c
    c00100643135020000004b68df034109f55f80c6d78eae343532e86b2dba08bf0fb00b4f
    f025b957eda1f51f710acadd75381d22eccd6f6bfebd49ca312a015581f23dddef4f08bd
    bb0c37b3d338309a3f2279422d9d96b47d7ed3ee1b6fe75735eb
  ]],
  fields = {
    type = { 2, "wg.type" },
    reserved = { 0 },
    sender = { 64972875, "wg.sender" },
    receiver = { 1609894209, "wg.receiver" },
    ephemeral = { "\x80\xc6\xd7\x8e\xae452\xe8k-\xba\8\xbf\15" ..
      "\xb0\11O\xf0%\xb9W\xed\xa1\xf5\31q\n\xca\xdd" ..
      "u8" },
    empty = { "\29\"\xec\xcdok\xfe\xbdI\xca1*\1U\x81" ..
      "\xf2" },
    mac1 = { "=\xdd\xefO\8\xbd\xbb\0127\xb3\xd380\x9a?" ..
      "\"",
      ["wg.mac1"] =
        "3dddef4f08bdbb0c37b3d338309a3f22" },
    mac2 = { "yB-\x9d\x96\xb4}~\xd3\xee\27o\xe7W5" ..
      "\xeb",
      ["wg.mac2"] =
        "79422d9d96b47d7ed3ee1b6fe75735eb" },
  },
}, {
  source = [[Scapy 2.5 (spec/support/scapyapps.py)]],
  document = "WireGuard, section 5.4",
  bytes = [[
    02000000000202000000000108004500005c000100004011f68cc0000201c0000202c002
    ca6c004825f30300000026c107e64f4958d03cd305754e38c050960ecf38fc9917c7d599
    286d8539d6a8fa684631c999888470bc2bdbf4c4b7dcaae63b199f1f53c3a5cc7232
  ]],
  fields = {
    type = { 3, "wg.type" },
    reserved = { 0 },
    receiver = { 3859267878, "wg.receiver" },
    nonce = { "OIX\xd0<\xd3\5uN8\xc0P\x96\14\xcf" ..
      "8\xfc\x99\23\xc7\xd5\x99(m",
      ["wg.nonce"] =
        "4f4958d03cd305754e38c050960ecf38fc9917c7d599286d" },
    cookie = { "\x859\xd6\xa8\xfahF1\xc9\x99\x88\x84p\xbc+" ..
      "\xdb\xf4\xc4\xb7\xdc\xaa\xe6;\25\x9f\31S\xc3\xa5\xcc" ..
      "r2",
      ["wg.encrypted_cookie"] =
        "8539d6a8fa684631c999888470bc2bdbf4c4b7dcaae63b199f1f53c3a5cc7232" },
  },
}, {
  source = [[Scapy 2.5 (spec/support/scapyapps.py)]],
  document = "WireGuard, section 5.4",
  bytes = [[
    02000000000202000000000108004500004c000100004011f69cc0000201c0000202ca6c
    c0030038a4e9040000001efb8eb6c7884b08a0000000b8f775f904bfd03503b67ebbbc9a
    6b1ca15efe3cb01b2f6d818ad9bfcd2d9231
  ]],
  fields = {
    type = { 4, "wg.type" },
    reserved = { 0 },
    receiver = { 3062823710, "wg.receiver" },
    counter = { 687333935303, "wg.counter" },
    counterhigh = { 0 },
  },
})
