-- the frames: spec/support/frames.py
require "spec.support.every" (_ENV, "fr", {
  datalink = 107,
  names = {
    dlcihigh = "fr.upper_dlci",
    command = "fr.cr",
    extended = "fr.ea",
    dlcilow = "fr.second_dlci",
    forwardcongestion = "fr.fecn",
    backwardcongestion = "fr.becn",
    discardeligible = "fr.de",
  },
  also = { "ends", "protocol", "nlpid" },
})
