--
-- nbdgm_spec.lua - what holds for all; apps_spec.lua compares more frames
--
require "spec.support.every" (_ENV, "nbdgm", {
  source = [[Scapy 2.5 (spec/support/scapyapps.py)]],
  document = "RFC 1002, section 4.4",
  bytes = [[
    020000000002020000000001080045000082000100004011f666c0000201c0000202008a
    008a006ef376100250a3c0000201008a0110000020454244414341434143414341434143
    414341434143414341434143414341414100204543444143414341434143414341434143
    4143414341434143414341434141410007201e12617b0feda7e1647796ff022bea8ed02a
  ]],
  fields = {
    type = { 16, "nbdgm.type" },
    reserved = { 0 },
    node = { 0, "nbdgm.node_type" },
    first = { 1, "nbdgm.first" },
    more = { 0, "nbdgm.next" },
    id = { 20643, "nbdgm.dgram_id" },
    source = { "192.0.2.1", "nbdgm.src.ip" },
    sourceport = { 138, "nbdgm.src.port" },
    length = { 272, "nbdgm.dgram_len" },
    offset = { 0, "nbdgm.pkt_offset" },
    sourcename = { "EBDACACACACACACACACACACACACACAAA" },
    destinationname = { "ECDACACACACACACACACACACACACACAAA" },
  },
}, {
  source = [[Scapy 2.5 (spec/support/scapyapps.py)]],
  document = "RFC 1002, section 4.4",
  bytes = [[
    020000000002020000000001080045000082000100004011f666c0000201c0000202008a
    008a006eb2011106820bc0000201008a0110000020454244424341434143414341434143
    414341434143414341434143414341414100204543444243414341434143414341434143
    41434143414341434143414341414100a175930f2337cd3794c52208006d6b1af0c0cbd6
  ]],
  fields = {
    type = { 17, "nbdgm.type" },
    reserved = { 0 },
    node = { 1, "nbdgm.node_type" },
    first = { 1, "nbdgm.first" },
    more = { 0, "nbdgm.next" },
    id = { 33291, "nbdgm.dgram_id" },
    source = { "192.0.2.1", "nbdgm.src.ip" },
    sourceport = { 138, "nbdgm.src.port" },
    length = { 272, "nbdgm.dgram_len" },
    offset = { 0, "nbdgm.pkt_offset" },
    sourcename = { "EBDBCACACACACACACACACACACACACAAA" },
    destinationname = { "ECDBCACACACACACACACACACACACACAAA" },
  },
})
