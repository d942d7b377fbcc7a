--
-- snmp_spec.lua - what holds for all; apps_spec.lua compares more frames
--
require "spec.support.every" (_ENV, "snmp", {
  source = [[Scapy 2.5 (spec/support/scapyapps.py)]],
  document = "RFC 1157, RFC 3416",
  bytes = [[
    020000000002020000000001080045000045000100004011f6a3c0000201c0000202c000
    00a100316697302702010004077075626c696330a019020105020100020100300e300c06
    082b060102010101000500
  ]],
  fields = {
    tag = { 48 },
    size = { 39 },
    versiontag = { 513 },
    version = { 0, "snmp.version" },
    communitytag = { 4 },
    communitysize = { 7 },
    community = { "public0", "snmp.community" },
    pdutag = { 5 },
    operation = { 0, "snmp.data" },
    pdusize = { 25 },
    idtag = { 2 },
    idsize = { 1 },
    id1 = { 5 },
    errortag = { 513 },
    error = { 0 },
    indextag = { 513 },
    index = { 0 },
  },
}, {
  source = [[Scapy 2.5 (spec/support/scapyapps.py)]],
  document = "RFC 1157, RFC 3416",
  bytes = [[
    020000000002020000000001080045000054000100004011f694c0000201c0000202c002
    00a10040906d303602010104077075626c696331a1280202012c020100020100301c300c
    06082b060102010101000500300c06082b060102010102000500
  ]],
  fields = {
    tag = { 48 },
    size = { 54 },
    versiontag = { 513 },
    version = { 1, "snmp.version" },
    communitytag = { 4 },
    communitysize = { 7 },
    community = { "public1", "snmp.community" },
    pdutag = { 5 },
    operation = { 1, "snmp.data" },
    pdusize = { 40 },
    idtag = { 2 },
    idsize = { 2 },
    id2 = { 300 },
    errortag = { 513 },
    error = { 0 },
    indextag = { 513 },
    index = { 0 },
  },
}, {
  source = [[Scapy 2.5 (spec/support/scapyapps.py)]],
  document = "RFC 1157, RFC 3416",
  bytes = [[
    020000000002020000000001080045000063000100004011f685c0000201c0000202c004
    00a1004fa130304502010004077075626c696332a2370203011170020100020100302a30
    0c06082b060102010101000500300c06082b060102010102000500300c06082b06010201
    0103000500
  ]],
  fields = {
    tag = { 48 },
    size = { 69 },
    versiontag = { 513 },
    version = { 0, "snmp.version" },
    communitytag = { 4 },
    communitysize = { 7 },
    community = { "public2", "snmp.community" },
    pdutag = { 5 },
    operation = { 2, "snmp.data" },
    pdusize = { 55 },
    idtag = { 2 },
    idsize = { 3 },
    id3 = { 70000 },
    errortag = { 513 },
    error = { 0 },
    indextag = { 513 },
    index = { 0 },
  },
}, {
  source = [[Scapy 2.5 (spec/support/scapyapps.py)]],
  document = "RFC 1157, RFC 3416",
  bytes = [[
    020000000002020000000001080045000072000100004011f676c0000201c0000202c006
    00a1005e77c2305402010104077075626c696333a3460204400000000201000201003038
    300c06082b060102010101000500300c06082b060102010102000500300c06082b060102
    010103000500300c06082b060102010104000500
  ]],
  fields = {
    tag = { 48 },
    size = { 84 },
    versiontag = { 513 },
    version = { 1, "snmp.version" },
    communitytag = { 4 },
    communitysize = { 7 },
    community = { "public3", "snmp.community" },
    pdutag = { 5 },
    operation = { 3, "snmp.data" },
    pdusize = { 70 },
    idtag = { 2 },
    idsize = { 4 },
    id = { 1073741824, "snmp.request_id" },
    errortag = { 513 },
    error = { 0 },
    indextag = { 513 },
    index = { 0 },
  },
}, {
  source = [[Scapy 2.5 (spec/support/scapyapps.py)]],
  document = "RFC 1157, RFC 3416",
  bytes = [[
    0200000000020200000000010800450000c7000100004011f621c0000201c0000202c012
    00a100b3fbc83081a802010104077075626c696339a281990202012c0201000201003081
    8c300c06082b060102010101000500300c06082b060102010102000500300c06082b0601
    02010103000500300c06082b060102010104000500300c06082b06010201010500050030
    0c06082b060102010106000500300c06082b060102010107000500300c06082b06010201
    0108000500300c06082b060102010109000500300c06082b06010201010a000500
  ]],
  fields = {
    tag = { 48 },
    size = { 129 },
    size1 = { 168 },
    versiontag = { 513 },
    version = { 1, "snmp.version" },
    communitytag = { 4 },
    communitysize = { 7 },
    community = { "public9", "snmp.community" },
    pdutag = { 5 },
    operation = { 2, "snmp.data" },
    pdusize = { 129 },
    pdusize1 = { 153 },
    idtag = { 2 },
    idsize = { 2 },
    id2 = { 300 },
    errortag = { 513 },
    error = { 0 },
    indextag = { 513 },
    index = { 0 },
  },
})
