--
-- dccp_spec.lua - what holds for all; apps_spec.lua compares more frames
--
require "spec.support.every" (_ENV, "dccp", {
  source = [[RFC 4340, section 5 (spec/support/scapyapps.py)]],
  document = "RFC 4340",
  bytes = [[
    020000000002020000000001080045000030000100004021f6a8c0000201c00002029c40
    13890700247201008f1584893852e92f79d72906e048e73a0000
  ]],
  fields = {
    sourceport = { 40000 },
    destinationport = { 5001 },
    headerlength = { 28, ["dccp.data_offset"] = 7 },
    ccval = { 0, "dccp.ccval" },
    coverage = { 0 },
    checksum = { 9330, "dccp.checksum" },
    reserved = { 0 },
    type = { 1, "dccp.x" },
    zero = { 0 },
    sequence = { 157322580670546, "dccp.seq_raw" },
    service = { 3912202711, "dccp.service_code" },
    options = { {
      { kind = 41, length = 6, name = "timestamp", value = 3762874170 } },
      ["dccp.option_type"] =
        41 },
  },
}, {
  source = [[RFC 4340, section 5 (spec/support/scapyapps.py)]],
  document = "RFC 4340",
  bytes = [[
    020000000002020000000001080045000020000100004021f6b8c0000201c00002029c42
    138903006ae00496598c
  ]],
  fields = {
    sourceport = { 40002 },
    destinationport = { 5001 },
    headerlength = { 12, ["dccp.data_offset"] = 3 },
    ccval = { 0, "dccp.ccval" },
    coverage = { 0 },
    checksum = { 27360, "dccp.checksum" },
    reserved = { 0 },
    type = { 4, ["dccp.x"] = 0 },
    shortsequence = { 9853324 },
    options = { {} },
  },
}, {
  source = [[RFC 4340, section 5 (spec/support/scapyapps.py)]],
  document = "RFC 4340",
  bytes = [[
    020000000002020000000001080045000030000100004021f6a8c0000201c00002029c47
    13890700fa1b0f0042c25f1f362e00005fb1582be33607f240bc
  ]],
  fields = {
    sourceport = { 40007 },
    destinationport = { 5001 },
    headerlength = { 28, ["dccp.data_offset"] = 7 },
    ccval = { 0, "dccp.ccval" },
    coverage = { 0 },
    checksum = { 64027, "dccp.checksum" },
    reserved = { 0 },
    type = { 15, ["dccp.x"] = 1 },
    zero = { 0 },
    sequence = { 73402586969646, "dccp.seq_raw" },
    ackzero = { 0 },
    acknowledge = { 105215293121334, "dccp.ack_raw" },
    reset = { 7, "dccp.reset_code" },
    resetdata = { "\xf2@\xbc" },
    options = { {} },
  },
})
