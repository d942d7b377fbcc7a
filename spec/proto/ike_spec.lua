--
-- ike_spec.lua - what holds for all; apps_spec.lua compares more frames
--
require "spec.support.every" (_ENV, "ike", {
  source = [[Scapy 2.5 (spec/support/scapyapps.py)]],
  document = "RFC 7296, RFC 2408",
  bytes = [[
    020000000002020000000001080045000058000100004011f690c0000201c0000202c000
    01f40044648636c168aa963451819877b44865640d6528202208c6d032640000003c2b00
    0014457df4d5aaa82eb888ed3fe7457a20870000000c56ab4a3e0193ba7b
  ]],
  fields = {
    initiator = { "6\xc1h\xaa\x964Q\x81",
      ["isakmp.ispi"] =
        "36c168aa96345181" },
    responder = { "\x98w\xb4Hed\re", ["isakmp.rspi"] = "9877b44865640d65" },
    next = { 40 },
    version = { 2, "isakmp.mjver" },
    minor = { 0, "isakmp.mnver" },
    exchange = { 34, "isakmp.exchangetype" },
    flags = { 8, "isakmp.flags" },
    id = { 3335533156, "isakmp.messageid" },
    length = { 60, "isakmp.length" },
    payloads = { {
      { critical = 0,
        data = "E}\xf4\xd5\xaa\xa8.\xb8\x88\xed?\xe7Ez " ..
          "\x87",
        kind = 43,
        length = 20,
        reserved = 0 },
      { critical = 0,
        data = "V\xabJ>\1\x93\xba{",
        kind = 0,
        length = 12,
        reserved = 0 } } },
  },
}, {
  source = [[Scapy 2.5 (spec/support/scapyapps.py)]],
  document = "RFC 7296, RFC 2408",
  bytes = [[
    0200000000020200000000010800450000b8000100004011f630c0000201c0000202c010
    01f400a4d665c4a891fe8f7151ce67f355b37a2fafd808100501cddfa8da0000009cf483
    9d0bc83dba20cf8b1bc1fd99f0a681250c12b1a5bf98865ff0c4aeb90f6e2618d2d4208d
    22ede6c3c513458b9efdb8f20a4c628a7484707800c9017afc28aa87b13509a06aca5062
    5251aafb96bdd492bbff797fb9a65b402023349e39e7f61453d3f61bb081cbc88180bca7
    5daa6842d74089524066c095765e07f14489
  ]],
  fields = {
    initiator = { "\xc4\xa8\x91\xfe\x8fqQ\xce",
      ["isakmp.ispi"] =
        "c4a891fe8f7151ce" },
    responder = { "g\xf3U\xb3z/\xaf\xd8",
      ["isakmp.rspi"] =
        "67f355b37a2fafd8" },
    next = { 8 },
    version = { 1, "isakmp.mjver" },
    minor = { 0, "isakmp.mnver" },
    exchange = { 5, "isakmp.exchangetype" },
    flags = { 1, "isakmp.flags" },
    id = { 3453987034, "isakmp.messageid" },
    length = { 156, "isakmp.length" },
    encrypted = { "\xf4\x83\x9d\11\xc8=\xba \xcf\x8b\27\xc1\xfd\x99\xf0" ..
      "\xa6\x81%\12\18\xb1\xa5\xbf\x98\x86_\xf0\xc4\xae\xb9" ..
      "\15n&\24\xd2\xd4 \x8d\"\xed\xe6\xc3\xc5\19E" ..
      "\x8b\x9e\xfd\xb8\xf2\nLb\x8at\x84px\0\xc9" ..
      "\1z\xfc(\xaa\x87\xb15\9\xa0j\xcaPbR" ..
      "Q\xaa\xfb\x96\xbd\xd4\x92\xbb\xffy\127\xb9\xa6[@" ..
      " #4\x9e9\xe7\xf6\20S\xd3\xf6\27\xb0\x81\xcb" ..
      "\xc8\x81\x80\xbc\xa7]\xaahB\xd7@\x89R@f" ..
      "\xc0\x95v^\7\xf1D\x89" },
  },
})
