--
-- quic_spec.lua - what holds for all; apps_spec.lua compares more frames
--
require "spec.support.every" (_ENV, "quic", {
  source = [[RFC 9000, section 17.2 (spec/support/scapyapps.py)]],
  document = "RFC 9000",
  bytes = [[
    020000000002020000000001080045000092000100004011f656c0000201c0000202c000
    01bb007e6535c3000000010811d7e0b58444b83f0000406440ae2e5a312f5bd25099a297
    9628e812f243a03d50d3e32f4a18529e3ae047ee568fa935abd600fcc12f6c23b2885dd3
    a868dbec15831eee364665fa016dc251f3e15bfd6a3dbb54da762e02f241b42e7b91b2df
    e90defbde9a74a4e17c6b71028d972b3
  ]],
  fields = {
    longheader = { 1, "quic.header_form" },
    fixed = { 1 },
    type = { 0 },
    protected = { 3 },
    version = { 1, "quic.version" },
    destinationsize = { 8, "quic.dcil" },
    destination = { "\17\xd7\xe0\xb5\x84D\xb8?",
      ["quic.dcid"] =
        "11d7e0b58444b83f" },
    sourcesize = { 0, "quic.scil" },
    source = { "" },
  },
}, {
  source = [[RFC 9000, section 17.2 (spec/support/scapyapps.py)]],
  document = "RFC 9000",
  bytes = [[
    020000000002020000000001080045000045000100004011f6a3c0000201c000020201bb
    c0090031e639ca000000001198b15b30c173fdaa9448e7831ed6f5c223095c9520bcfd17
    afef75000000016b3343cf
  ]],
  fields = {
    longheader = { 1 },
    fixed = { 1 },
    type = { 0 },
    protected = { 10 },
    version = { 0 },
    destinationsize = { 17 },
    destination = { "\x98\xb1[0\xc1s\xfd\xaa\x94H\xe7\x83\30\xd6\xf5" ..
      "\xc2#" },
    sourcesize = { 9 },
    source = { "\\\x95 \xbc\xfd\23\xaf\xefu" },
    versions = { {
      { version = 1 },
      { version = 1798521807 } } },
  },
})
