--
-- nbns_spec.lua - what holds for all; apps_spec.lua compares more frames
--
require "spec.support.every" (_ENV, "nbns", {
  source = [[Scapy 2.5 (spec/support/scapyapps.py)]],
  document = "RFC 1002, section 4.2",
  bytes = [[
    02000000000202000000000108004500004e000100004011f69ac0000201c0000202c000
    0089003a7fdde79e01100001000000000000204549455046444645444143414341434143
    4143414341434143414341434141410000210001
  ]],
  fields = {
    id = { 59294, "nbns.id" },
    response = { 0, "nbns.flags.response" },
    opcode = { 0, "nbns.flags.opcode" },
    authoritative = { 0 },
    truncated = { 0, "nbns.flags.truncated" },
    recursiondesired = { 1, "nbns.flags.recdesired" },
    recursionavailable = { 0 },
    reserved = { 0 },
    broadcast = { 1, "nbns.flags.broadcast" },
    rcode = { 0 },
    questioncount = { 1, "nbns.count.queries" },
    answercount = { 0, "nbns.count.answers" },
    authoritycount = { 0, "nbns.count.auth_rr" },
    additionalcount = { 0, "nbns.count.add_rr" },
    questions = { {
      { class = 1, name = "EIEPFDFEDACACACACACACACACACACAAA", type = 33 } } },
    answers = { {} },
    authorities = { {} },
    additionals = { {} },
  },
}, {
  source = [[Scapy 2.5 (spec/support/scapyapps.py)]],
  document = "RFC 1002, section 4.2",
  bytes = [[
    02000000000202000000000108004500005a000100004011f68ec0000201c00002020089
    c0010046ff8aee6985000000000100000000204549455046444645444243414341434143
    4143414341434143414341434141410000200001000e7569000600007f000001
  ]],
  fields = {
    id = { 61033, "nbns.id" },
    response = { 1, "nbns.flags.response" },
    opcode = { 0, "nbns.flags.opcode" },
    authoritative = { 1 },
    truncated = { 0, "nbns.flags.truncated" },
    recursiondesired = { 1, "nbns.flags.recdesired" },
    recursionavailable = { 0 },
    reserved = { 0 },
    broadcast = { 0, "nbns.flags.broadcast" },
    rcode = { 0 },
    questioncount = { 0, "nbns.count.queries" },
    answercount = { 1, "nbns.count.answers" },
    authoritycount = { 0, "nbns.count.auth_rr" },
    additionalcount = { 0, "nbns.count.add_rr" },
    questions = { {} },
    answers = { {
      { addresses = {
          { address = "127.0.0.1", group = 0, node = 0, reserved = 0 } },
        class = 1,
        kind = 32,
        length = 6,
        name = "nb",
        owner = "EIEPFDFEDBCACACACACACACACACACAAA",
        ttl = 947561 } } },
    authorities = { {} },
    additionals = { {} },
  },
}, {
  source = [[Scapy 2.5 (spec/support/scapyapps.py)]],
  document = "RFC 1002, section 4.2",
  bytes = [[
    02000000000202000000000108004500004e000100004011f69ac0000201c0000202c004
    0089003a04265f5201100001000000000000204549455046444645444543414341434143
    4143414341434143414341434141410000210001
  ]],
  fields = {
    id = { 24402, "nbns.id" },
    response = { 0, "nbns.flags.response" },
    opcode = { 0, "nbns.flags.opcode" },
    authoritative = { 0 },
    truncated = { 0, "nbns.flags.truncated" },
    recursiondesired = { 1, "nbns.flags.recdesired" },
    recursionavailable = { 0 },
    reserved = { 0 },
    broadcast = { 1, "nbns.flags.broadcast" },
    rcode = { 0 },
    questioncount = { 1, "nbns.count.queries" },
    answercount = { 0, "nbns.count.answers" },
    authoritycount = { 0, "nbns.count.auth_rr" },
    additionalcount = { 0, "nbns.count.add_rr" },
    questions = { {
      { class = 1, name = "EIEPFDFEDECACACACACACACACACACAAA", type = 33 } } },
    answers = { {} },
    authorities = { {} },
    additionals = { {} },
  },
})
