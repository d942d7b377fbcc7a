/*
** foreign.c - a file that libpcap alone can read (libpcap)
*/
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "records.h"

static int take(Reader *reader, Frame *frame) {
  struct pcap_pkthdr *header;
  const u_char *bytes;
  int n = pcap_next_ex(reader->pcap, &header, &bytes);
  if (n == PCAP_ERROR_BREAK) return READER_END;
  if (n != 1) return reader_refuse(reader, "%s", pcap_geterr(reader->pcap));
  *frame = (Frame){
    .bytes = bytes, .caplen = header->caplen, .length = header->len,
    .time = (int64_t)((uint64_t)header->ts.tv_sec * SECOND +
                      (uint64_t)header->ts.tv_usec),
    .link = reader->link
  };
  reader->packets++;
  return READER_FRAME;
}

int foreign_begin(Reader *reader) {
  char words[PCAP_ERRBUF_SIZE] = "";
  int fd = fcntl(reader->input.fd, F_DUPFD_CLOEXEC, 0);
  FILE *file = fd < 0 || lseek(fd, 0, SEEK_SET) < 0 ? NULL : fdopen(fd, "rb");
  if (file == NULL) {
    int error = errno;
    if (fd >= 0) close(fd);
    reader_refuse(reader, "%s", strerror(error));
    reader->fault.error = error;
    return READER_FAULT;
  }
  reader->pcap = pcap_fopen_offline_with_tstamp_precision(
    file, PCAP_TSTAMP_PRECISION_NANO, words);
  if (reader->pcap == NULL) {
    fclose(file);
    return reader_refuse(reader, "%s%s", words, strstr(words, "unknown file")
                         ? ": pcap or pcapng expected" : "");
  }
  reader->link = (uint16_t)pcap_datalink(reader->pcap);
  reader->snaplen = (uint32_t)pcap_snapshot(reader->pcap);
  reader->take = take;
  return READER_FRAME;
}
