--
-- sip_spec.lua - what holds for all; apps_spec.lua compares more frames
--
require "spec.support.every" (_ENV, "sip", {
  source = [[RFC 3261, section 24 (spec/support/scapyapps.py)]],
  document = "RFC 3261",
  bytes = [[
    020000000002020000000001080045000112000100004011f5d6c0000201c0000202c000
    13c400fed645494e56495445207369703a626f62406578616d706c652e636f6d20534950
    2f322e300d0a5669613a205349502f322e302f55445020706333332e6578616d706c652e
    636f6d3a353036303b6272616e63683d7a39684734624b300d0a546f3a20426f62203c73
    69703a626f62406578616d706c652e636f6d3e0d0a46726f6d3a20416c696365203c7369
    703a616c696365406578616d706c652e636f6d3e3b7461673d34343639320d0a43616c6c
    2d49443a20613131303932333634393040706333332e6578616d706c652e636f6d0d0a43
    5365713a203120494e564954450d0a436f6e74656e742d4c656e6774683a20300d0a0d0a
  ]],
  fields = {
    method = { "INVITE", "sip.Method" },
    target = { "sip:bob@example.com", "sip.r-uri" },
    version = { "SIP/2.0" },
    headers = { {
      { blank = " ",
        name = "Via",
        value = "SIP/2.0/UDP pc3" ..
          "3.example.com:5" ..
          "060;branch=z9hG" ..
          "4bK0" },
      { blank = " ", name = "To", value = "Bob <sip:bob@example.com>" },
      { blank = " ",
        name = "From",
        value = "Alice <sip:alic" ..
          "e@example.com>;" ..
          "tag=44692" },
      { blank = " ",
        name = "Call-ID",
        value = "a1109236490@pc33.example.com" },
      { blank = " ", name = "CSeq", value = "1 INVITE" },
      { blank = " ", name = "Content-Length", value = "0" } },
      ["sip.CSeq"] =
        "1 INVITE" },
  },
}, {
  source = [[RFC 3261, section 24 (spec/support/scapyapps.py)]],
  document = "RFC 3261",
  bytes = [[
    020000000002020000000001080045000103000100004011f5e5c0000201c000020213c4
    c00100efc73b5349502f322e30203138302052696e67696e670d0a5669613a205349502f
    322e302f55445020706333332e6578616d706c652e636f6d3a353036303b6272616e6368
    3d7a39684734624b310d0a546f3a20426f62203c7369703a626f62406578616d706c652e
    636f6d3e0d0a46726f6d3a20416c696365203c7369703a616c696365406578616d706c65
    2e636f6d3e3b7461673d31353234300d0a43616c6c2d49443a2061333334313433323934
    3340706333332e6578616d706c652e636f6d0d0a435365713a203220494e564954450d0a
    436f6e74656e742d4c656e6774683a20300d0a0d0a
  ]],
  fields = {
    version = { "SIP/2.0" },
    status = { "180", "sip.Status-Code" },
    reason = { "Ringing" },
    headers = { {
      { blank = " ",
        name = "Via",
        value = "SIP/2.0/UDP pc3" ..
          "3.example.com:5" ..
          "060;branch=z9hG" ..
          "4bK1" },
      { blank = " ", name = "To", value = "Bob <sip:bob@example.com>" },
      { blank = " ",
        name = "From",
        value = "Alice <sip:alic" ..
          "e@example.com>;" ..
          "tag=15240" },
      { blank = " ",
        name = "Call-ID",
        value = "a3341432943@pc33.example.com" },
      { blank = " ", name = "CSeq", value = "2 INVITE" },
      { blank = " ", name = "Content-Length", value = "0" } },
      ["sip.CSeq"] =
        "2 INVITE" },
  },
})
