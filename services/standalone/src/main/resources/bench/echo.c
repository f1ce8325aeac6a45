/* What a C program on the same pseudo-terminals achieves: answers every call and sends back what it hears.
   echo AT-PORT PCM-PORT [AT-PORT PCM-PORT ...] */
#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static int open_raw(const char *path) {
  int fd = open(path, O_RDWR | O_NOCTTY | O_NONBLOCK);
  if (fd < 0) {
    perror(path);
    exit(1);
  }
  struct termios t;
  tcgetattr(fd, &t);
  cfmakeraw(&t);
  tcsetattr(fd, TCSANOW, &t);
  return fd;
}

static void say(int fd, const char *command) {
  if (write(fd, command, strlen(command)) < 0) perror("write");
}

int main(int argc, char **argv) {
  int ports = argc - 1;
  struct pollfd *polls = calloc((size_t)ports, sizeof *polls);
  char octets[4096];
  for (int i = 0; i < ports; i++) {
    polls[i].fd = open_raw(argv[i + 1]);
    polls[i].events = POLLIN;
    if (i % 2 == 0) say(polls[i].fd, "ATE0\rAT+CLIP=0\rAT+QPCMV=1,0\r");
  }
  puts("ready");
  fflush(stdout);
  while (poll(polls, (nfds_t)ports, -1) >= 0) {
    for (int i = 0; i < ports; i++) {
      if (!polls[i].revents) continue;
      ssize_t n = read(polls[i].fd, octets, sizeof octets - 1);
      if (n <= 0) continue;
      if (i % 2) {
        if (write(polls[i].fd, octets, (size_t)n) < 0) perror("pcm");
      } else {
        octets[n] = 0;
        if (strstr(octets, "RING")) say(polls[i].fd, "ATA\r");
      }
    }
  }
  return 1;
}
