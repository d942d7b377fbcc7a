-- the frames: spec/support/frames.py
require "spec.support.every" (_ENV, "hsrp", {
  names = {
    version = "hsrp.version",
    operation = "hsrp.opcode",
    state = "hsrp.state",
    hellotime = "hsrp.hellotime",
    holdtime = "hsrp.holdtime",
    priority = "hsrp.priority",
    group = "hsrp.group",
    reserved = "hsrp.reserved",
    password = "hsrp.auth_data",
    virtual = "hsrp.virt_ip",
  },
})
