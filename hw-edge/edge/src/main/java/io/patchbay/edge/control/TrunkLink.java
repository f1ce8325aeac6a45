package io.patchbay.edge.control;

import static java.util.Objects.requireNonNull;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.patchbay.edge.run.Desk;
import io.patchbay.edge.run.Mailbox;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Keeps a session with one trunk replica: opens it, and again with jittered back-off.
///
/// For the mailbox thread, but [#close].
public final class TrunkLink implements AutoCloseable {
  static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  /// At a common start the replica is there soon: so many tries before the pauses grow.
  private static final int QUICK_TRIES = 20;

  private static final int MAX_MESSAGE = 16 << 20;

  private final String address;
  private final String token;
  private final Desk desk;
  private final Mailbox mailbox;
  private final RandomGenerator random;
  private final ManagedChannel channel;
  private volatile @Nullable TrunkSession session;
  private int failures;
  private volatile boolean closed;

  /// @param address `host:port`
  /// @param random jitters the back-off
  public TrunkLink(
      String address, String token, Desk desk, Mailbox mailbox, RandomGenerator random) {
    this.address = requireNonNull(address, "address");
    this.token = requireNonNull(token, "token");
    this.desk = requireNonNull(desk, "desk");
    this.mailbox = requireNonNull(mailbox, "mailbox");
    this.random = requireNonNull(random, "random");
    int colon = address.lastIndexOf(':');
    this.channel =
        NettyChannelBuilder.forAddress(
                address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)))
            .usePlaintext()
            .directExecutor()
            .disableRetry()
            .keepAliveTime(5, TimeUnit.SECONDS)
            .keepAliveTimeout(3, TimeUnit.SECONDS)
            .maxInboundMessageSize(MAX_MESSAGE)
            .build();
  }

  /// Begins.
  public void start() {
    mailbox.post(this::open);
  }

  private void open() {
    if (closed) {
      return;
    }
    // gRPC has a back-off of its own after a refused connection: ours decides
    channel.resetConnectBackoff();
    var next = new TrunkSession(address, desk, welcomed -> mailbox.post(() -> again(welcomed)));
    session = next;
    next.open(channel, token);
  }

  private void again(boolean welcomed) {
    failures = welcomed ? 0 : Math.min(failures + 1, QUICK_TRIES + 6);
    int doublings = Math.max(0, failures - QUICK_TRIES);
    long longest = Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << doublings);
    long pause =
        FIRST_PAUSE.toMillis() / 2 + random.nextLong(Math.max(1, longest / 2), longest + 1);
    mailbox.after(Duration.ofMillis(Math.min(pause, LONGEST_PAUSE.toMillis())), this::open);
  }

  /// Ends the session and the connection, within half a second.
  @Override
  public void close() {
    closed = true;
    var open = session;
    if (open != null) {
      open.close();
    }
    channel.shutdown();
    try {
      if (!channel.awaitTermination(300, TimeUnit.MILLISECONDS)) {
        channel.shutdownNow();
      }
    } catch (InterruptedException stop) {
      channel.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
