-- the frames: spec/support/frames.py
require "spec.support.every" (_ENV, "macsec", {
  names = {
    version = "macsec.TCI.V",
    endstation = "macsec.TCI.ES",
    identified = "macsec.TCI.SC",
    broadcast = "macsec.TCI.SCB",
    encrypted = "macsec.TCI.E",
    changed = "macsec.TCI.C",
    association = "macsec.AN",
    shortlength = "macsec.SL",
    number = "macsec.PN",
    system = "macsec.SCI.system_identifier",
    port = "macsec.SCI.port_identifier",
  },
  also = { "reserved" },
})
