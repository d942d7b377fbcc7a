-- the frames: spec/support/frames.py
require "spec.support.every" (_ENV, "pflog", {
  datalink = 117,
  names = {
    length = "pflog.length",
    family = "pflog.af",
    action = "pflog.action",
    reason = "pflog.reason",
    interface = "pflog.ifname",
    rule = "pflog.rulenr",
    user = "pflog.uid",
    process = "pflog.pid",
    ruleuser = "pflog.rule_uid",
    ruleprocess = "pflog.rule_pid",
    direction = "pflog.dir",
  },
  also = { "ruleset", "subrule", "padding" },
})
