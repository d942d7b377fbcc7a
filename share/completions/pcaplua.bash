# bash completion of pcaplua
_pcaplua_devices() {
  pcaplua -D 2>/dev/null | sed 's/^[0-9]*\.\([^ ]*\).*/\1/'
}
_pcaplua_scripts() {
  pcaplua --list-scripts 2>/dev/null
}
# The last of several names, apart by commas.
_pcaplua_fields() {
  local before=""
  case "$1" in *,*) before="${1%,*}," ;; esac
  COMPREPLY=($(compgen -P "$before" -W "packet.time packet.length packet.caplen packet.malformed ethernet.destination ethernet.source ethernet.type vlan.priority vlan.dropeligible vlan.id vlan.type arp.hardwareformat arp.protocol arp.hardwarelength arp.protocollength arp.operation arp.sourcehardware arp.sourceprotocol arp.targethardware arp.targetprotocol ip.version ip.headerlength ip.typeofservice ip.length ip.id ip.flags ip.offset ip.timetolive ip.protocol ip.checksum ip.source ip.destination ip.options ip6.version ip6.trafficclass ip6.flowlabel ip6.length ip6.nextheader ip6.hoplimit ip6.source ip6.destination udp.sourceport udp.destinationport udp.length udp.checksum tls.records http.method http.target http.version http.status http.reason http.headers tcp.sourceport tcp.destinationport tcp.sequence tcp.acknowledge tcp.headerlength tcp.reserved tcp.flags tcp.window tcp.checksum tcp.urgent tcp.options icmp.type icmp.code icmp.checksum icmp.id icmp.sequence icmp.number icmp.state icmp.gateway icmp.pointer icmp.unused icmp.length icmp.mtu icmp.reserved icmp.addresses icmp.entrysize icmp.lifetime icmp.routers icmp.entries icmp.rest icmp.originate icmp.receive icmp.transmit icmp.mask icmp6.type icmp6.code icmp6.checksum icmp6.id icmp6.sequence icmp6.number icmp6.state icmp6.length icmp6.unused icmp6.mtu icmp6.pointer icmp6.delay icmp6.spare icmp6.group icmp6.suppress icmp6.robustness icmp6.interval icmp6.count icmp6.sources icmp6.hoplimit icmp6.managed icmp6.other icmp6.homeagent icmp6.preference icmp6.flags icmp6.lifetime icmp6.reachable icmp6.retransmit icmp6.router icmp6.solicited icmp6.override icmp6.rest icmp6.reserved icmp6.target icmp6.destination icmp6.options icmp6.zero icmp6.records icmp6.groups igmp.type igmp.delay igmp.checksum igmp.group igmp.suppress igmp.robustness igmp.interval igmp.count igmp.sources igmp.reserved igmp.records igmp.groups sctp.sourceport sctp.destinationport sctp.tag sctp.checksum sctp.chunks hopbyhop.nextheader hopbyhop.headerlength hopbyhop.options routing.nextheader routing.headerlength routing.type routing.segmentsleft routing.lastentry routing.flags routing.tag routing.reserved routing.homeaddress routing.addresses routing.segments routing.options routing.data fragment.nextheader fragment.reserved fragment.offset fragment.flags fragment.id destinationoptions.nextheader destinationoptions.headerlength destinationoptions.options dns.id dns.response dns.opcode dns.authoritative dns.truncated dns.recursiondesired dns.recursionavailable dns.reserved dns.authenticated dns.checkingdisabled dns.rcode dns.questioncount dns.answercount dns.authoritycount dns.additionalcount dns.questions dns.answers dns.authorities dns.additionals dhcp.operation dhcp.hardwareformat dhcp.hardwarelength dhcp.hops dhcp.transaction dhcp.seconds dhcp.broadcast dhcp.reserved dhcp.clientaddress dhcp.youraddress dhcp.serveraddress dhcp.relayaddress dhcp.hardware dhcp.hardwarerest dhcp.servername dhcp.file dhcp.cookie dhcp.options dhcp.vendor dhcp6.type dhcp6.transaction dhcp6.hops dhcp6.linkaddress dhcp6.peeraddress dhcp6.options ah.nextheader ah.headerlength ah.reserved ah.index ah.sequence ah.check mobility.nextheader mobility.headerlength mobility.type mobility.reserved mobility.checksum mobility.data mobility.more gre.flags gre.protocol gre.checksum gre.offset gre.key gre.length gre.call gre.sequence gre.acknowledge gre.routing vxlan.flags vxlan.reserved vxlan.id vxlan.reserved2 geneve.version geneve.headerlength geneve.control geneve.critical geneve.reserved geneve.protocol geneve.id geneve.reserved2 geneve.options vxlangpe.flags vxlangpe.reserved vxlangpe.protocol vxlangpe.id vxlangpe.reserved2 nsh.version nsh.oam nsh.reserved nsh.timetolive nsh.headerlength nsh.reserved2 nsh.metadatatype nsh.protocol nsh.path nsh.index nsh.context teredo.indicator teredo.port teredo.address teredo.idlength teredo.valuelength teredo.id teredo.value teredo.nonce teredo.confirmation gtp.version gtp.prime gtp.reserved gtp.flags gtp.type gtp.length gtp.tunnel gtp.sequence gtp.number gtp.nextextension gtp.extensions erspan.version erspan.vlan erspan.priority erspan.encapsulation erspan.truncated erspan.session erspan.reserved erspan.index erspan.timestamp erspan.group erspan.protocoldata erspan.frametype erspan.hardware erspan.direction erspan.granularity erspan.optional erspan.platform esp.index esp.sequence ipcomp.nextheader ipcomp.flags ipcomp.index llc.dsap llc.ssap llc.control llc.receive snap.organisation snap.type stp.protocol stp.version stp.type stp.flags stp.rootpriority stp.rootextension stp.root stp.rootpathcost stp.bridgepriority stp.bridgeextension stp.bridge stp.port stp.messageage stp.maximumage stp.hellotime stp.forwarddelay stp.versiononelength stp.mst lldp.elements sll.packettype sll.hardwareformat sll.addresslength sll.address sll.addressrest sll.protocol sll2.protocol sll2.reserved sll2.interface sll2.hardwareformat sll2.packettype sll2.addresslength sll2.address sll2.addressrest null.family loopback.family hdlc.address hdlc.control chdlc.address chdlc.control chdlc.protocol ppp.protocol pppcompressed.protocol pppoe.version pppoe.type pppoe.code pppoe.session pppoe.length pppoe.tags mpls.label mpls.trafficclass mpls.bottom mpls.timetolive pwethcw.reserved pwethcw.sequence ieee8021ah.priority ieee8021ah.dropeligible ieee8021ah.useaddress ieee8021ah.reserved ieee8021ah.service vntag.direction vntag.pointer vntag.destination vntag.looped vntag.reserved vntag.version vntag.source vntag.type cfp.tree cfp.timetolive cmd.version cmd.length cmd.optionlength cmd.option cmd.group cmd.type fr.dlcihigh fr.command fr.extended fr.dlcilow fr.forwardcongestion fr.backwardcongestion fr.discardeligible fr.ends fr.protocol fr.nlpid fddi.framecontrol fddi.destination fddi.source radiotap.version radiotap.pad radiotap.length radiotap.present radiotap.data wlan.type wlan.version wlan.flags wlan.duration wlan.address1 wlan.address2 wlan.address3 wlan.sequencecontrol wlan.address4 wlan.qoscontrol wlan.htcontrol eapol.version eapol.type eapol.length eapolkey.descriptor eapolkey.information eapolkey.keylength eapolkey.replaycounter eapolkey.nonce eapolkey.iv eapolkey.rsc eapolkey.reserved eapolkey.mic eapolkey.datalength eapolkey.data bfd.version bfd.diagnostic bfd.state bfd.flags bfd.multiplier bfd.length bfd.mydiscriminator bfd.yourdiscriminator bfd.desiredminimum bfd.requiredminimum bfd.requiredminimumecho bfd.authenticationtype bfd.authenticationlength bfd.keyid bfd.authentication lacp.subtype lacp.version lacp.actortype lacp.actorlength lacp.actorpriority lacp.actorsystem lacp.actorkey lacp.actorportpriority lacp.actorport lacp.actorstate lacp.actorreserved lacp.partnertype lacp.partnerlength lacp.partnerpriority lacp.partnersystem lacp.partnerkey lacp.partnerportpriority lacp.partnerport lacp.partnerstate lacp.partnerreserved lacp.collectortype lacp.collectorlength lacp.maximumdelay lacp.collectorreserved lacp.elements tftp.operation tftp.filename tftp.mode tftp.block tftp.error tftp.message tftp.options ntp.leap ntp.version ntp.mode ntp.stratum ntp.poll ntp.precision ntp.rootdelay ntp.rootdispersion ntp.referenceid ntp.reference ntp.origin ntp.receive ntp.transmit ntp.extensions ntp.keyid ntp.digest ntp.response ntp.failed ntp.more ntp.operation ntp.sequence ntp.status ntp.association ntp.offset ntp.count ntp.data ntp.signed ntp.number ntp.implementation ntp.request ntp.error ntp.items ntp.reserved ntp.itemsize vrrp.version vrrp.type vrrp.id vrrp.priority vrrp.count vrrp.authenticationtype vrrp.seconds vrrp.reserved vrrp.interval vrrp.checksum vrrp.addresses vrrp.addresses6 vrrp.authentication cdp.version cdp.timetolive cdp.checksum cdp.elements" -- "${1##*,}"))
}
_pcaplua() {
  local word="${COMP_WORDS[COMP_CWORD]}"
  case "${COMP_WORDS[COMP_CWORD-1]}" in
    -r|--read) COMPREPLY=($(compgen -f -- "$word")); return ;;
    -i|--interface) COMPREPLY=($(compgen -W "$(_pcaplua_devices)" -- "$word")); return ;;
    -f|--filter) COMPREPLY=(); return ;;
    -F|--filter-file) COMPREPLY=($(compgen -f -- "$word")); return ;;
    -c|--packets) COMPREPLY=(); return ;;
    -s|--snapshot-length) COMPREPLY=(); return ;;
    -B|--buffer-size) COMPREPLY=(); return ;;
    -Q|--direction) COMPREPLY=($(compgen -W "in out inout" -- "$word")); return ;;
    -y|--linktype) COMPREPLY=(); return ;;
    -j|--time-stamp-type) COMPREPLY=(); return ;;
    --protocol) COMPREPLY=(); return ;;
    -T|--format) COMPREPLY=($(compgen -W "json fields csv" -- "$word")); return ;;
    --fields) _pcaplua_fields "$word"; return ;;
    --separator) COMPREPLY=(); return ;;
    --top) _pcaplua_fields "$word"; return ;;
    -w|--write) COMPREPLY=($(compgen -f -- "$word")); return ;;
    -C|--file-size) COMPREPLY=(); return ;;
    -G|--rotate-seconds) COMPREPLY=(); return ;;
    -W|--file-count) COMPREPLY=(); return ;;
    --where) COMPREPLY=(); return ;;
    --each) COMPREPLY=(); return ;;
    --begin) COMPREPLY=(); return ;;
    --end) COMPREPLY=(); return ;;
    --script) COMPREPLY=($(compgen -f -- "$word")); return ;;
    --eval) COMPREPLY=(); return ;;
    --check) COMPREPLY=($(compgen -f -- "$word")); return ;;
    --test) COMPREPLY=(); return ;;
    --workers) COMPREPLY=(); return ;;
    --memory) COMPREPLY=(); return ;;
    --instructions) COMPREPLY=(); return ;;
    --merge-every) COMPREPLY=(); return ;;
    --by) COMPREPLY=($(compgen -W "file flow" -- "$word")); return ;;
    --on-worker-error) COMPREPLY=($(compgen -W "stop go-on" -- "$word")); return ;;
  esac
  if [[ $word == -* ]]; then
    COMPREPLY=($(compgen -W "--read -r --follow --reconnect --interface -i --filter -f --filter-file -F --packets -c --snapshot-length -s --no-promiscuous-mode -p --monitor-mode -I --buffer-size -B --direction -Q --linktype -y --time-stamp-type -j --protocol --immediate-mode --verbose -v --quick -q --link -e --time -t --nano --micro --numeric -n --names -N --hex -x --hex-text -X --format -T --fields --separator --header --top --count --write -w --file-size -C --rotate-seconds -G --file-count -W --packet-buffered -U --where --each --begin --end --list-interfaces -D --list-data-link-types -L --list-time-stamp-types -J --program -d --list-scripts --script --eval --check --test --update --profile --workers --memory --instructions --merge-every --by --on-worker-error --line-buffered -l --help -h --version" -- "$word"))
  else
    COMPREPLY=($(compgen -f -W "$(_pcaplua_scripts)" -- "$word"))
  fi
}
complete -o filenames -F _pcaplua pcaplua
