local first = require "spec.support.every.many".first

-- the frames: spec/support/frames.py
require "spec.support.every" (_ENV, "ospf3", {
  names = {
    version = "ospf.version",
    type = "ospf.msg",
    length = "ospf.packet_length",
    router = "ospf.srcrouter",
    area = "ospf.area_id",
    checksum = "ospf.checksum",
    instance = "ospf.instance_id",
    interface = "ospf.hello.interface_id",
    interval = "ospf.hello.hello_interval",
    priority = "ospf.hello.router_priority",
    deadinterval = "ospf.hello.router_dead_interval",
    designated = "ospf.hello.designated_router",
    backup = "ospf.hello.backup_designated_router",
    neighbors = { "ospf.hello.active_neighbor", first "router" },
    mtu = "ospf.db.interface_mtu",
    sequence = "ospf.db.dd_sequence",
    count = "ospf.ls.number_of_lsas",
  },
  also = {
    "reserved", "options", "databaseoptions", "databaseflags", "reserved2",
    "reserved3", "headers", "requests", "updates", "acknowledged", "rest",
    "trailing",
  },
})
