/*
** follower file: C++ with libtins; prints how many bytes its StreamFollower put
** in order
*/
#include <cstdio>
#include <tins/tins.h>
#include <tins/tcp_ip/stream_follower.h>

using Tins::TCPIP::Stream;
using Tins::TCPIP::StreamFollower;

static unsigned long long bytes;

static void begin(Stream &stream) {
  stream.client_data_callback([](Stream &s) {
    bytes += s.client_payload().size();
  });
  stream.server_data_callback([](Stream &s) {
    bytes += s.server_payload().size();
  });
}

int main(int argc, char **argv) {
  if (argc < 2) return 1;
  Tins::FileSniffer sniffer(argv[1]);
  StreamFollower follower;
  follower.new_stream_callback(begin);
  sniffer.sniff_loop([&](Tins::PDU &packet) {
    follower.process_packet(packet);
    return true;
  });
  std::printf("%llu\n", bytes);
  return 0;
}
