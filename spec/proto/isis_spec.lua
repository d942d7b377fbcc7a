-- the frames: spec/support/frames.py
require "spec.support.every" (_ENV, "isis", {
  names = {
    discriminator = "isis.irpd",
    headerlength = "isis.len",
    version = "isis.version",
    idlength = "isis.sysid_len",
    reserved = "isis.type.reserved",
    type = "isis.type",
    version2 = "isis.version2",
    reserved2 = "isis.reserved",
    areas = "isis.max_area_adr",
    circuit = "isis.hello.circuit_type",
    holdtime = "isis.hello.holding_timer",
    priority = "isis.hello.priority",
    localcircuit = "isis.hello.local_circuit_id",
    lifetime = "isis.lsp.remaining_life",
    sequence = "isis.lsp.sequence_number",
    checksum = "isis.lsp.checksum",
  },
  also = {
    "length", "system", "lan", "state", "flags", "source", "first", "last",
    "elements",
  },
})
