package io.patchbay.media.session;

import java.io.IOException;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.util.BitSet;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Gives out pairs of ports from the configured range, beginning at a random one. Thread-safe.
final class PortPool {
  private final MediaSettings settings;
  private final RandomGenerator random;
  private final BitSet taken = new BitSet();
  private final int firstEven;
  private final int pairs;

  PortPool(MediaSettings settings, RandomGenerator random) {
    this.settings = settings;
    this.random = random;
    firstEven = settings.portMin() + (settings.portMin() & 1);
    pairs = Math.max(0, (settings.portMax() - firstEven + 1) / 2);
  }

  /// Binds a free pair.
  ///
  /// @throws MediaException when none is free or the address is not ours
  synchronized RtpPorts open() {
    int start = pairs == 0 ? 0 : random.nextInt(pairs);
    for (int i = 0; i < pairs; i++) {
      int pair = (start + i) % pairs;
      if (!taken.get(pair)) {
        var ports = bind(firstEven + 2 * pair);
        if (ports != null) {
          taken.set(pair);
          return ports;
        }
      }
    }
    throw new MediaException(
        "no free RTP port on "
            + settings.bind().getHostAddress()
            + " in "
            + settings.portMin()
            + "-"
            + settings.portMax(),
        true);
  }

  synchronized void free(int port) {
    taken.clear((port - firstEven) / 2);
  }

  private @Nullable RtpPorts bind(int port) {
    var rtp = channel(port);
    if (rtp == null) {
      return null;
    }
    var rtcp = channel(port + 1);
    if (rtcp == null) {
      close(rtp);
      return null;
    }
    return new RtpPorts(this, port, rtp, rtcp);
  }

  private @Nullable DatagramChannel channel(int port) {
    var family =
        settings.bind() instanceof Inet6Address
            ? StandardProtocolFamily.INET6
            : StandardProtocolFamily.INET;
    DatagramChannel channel = null;
    try {
      channel = DatagramChannel.open(family);
      channel.configureBlocking(false);
      RtpPorts.mark(channel, settings.dscp());
      channel.bind(new InetSocketAddress(settings.bind(), port));
      return channel;
    } catch (BindException inUse) {
      close(channel);
      if (String.valueOf(inUse.getMessage()).contains("assign")) {
        throw new MediaException(
            "RTP address " + settings.bind().getHostAddress() + " is not on this host", inUse);
      }
      return null;
    } catch (IOException failure) {
      close(channel);
      throw new MediaException(
          "cannot open RTP port " + port + ": " + failure.getMessage(), failure);
    }
  }

  private static void close(@Nullable DatagramChannel channel) {
    try (channel) {
      return;
    } catch (IOException ignored) {
      return; // it was not in use
    }
  }
}
