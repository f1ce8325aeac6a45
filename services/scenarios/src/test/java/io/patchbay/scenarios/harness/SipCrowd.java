package io.patchbay.scenarios.harness;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Many telephones behind one UDP socket: each call is a dialog of its own, with a port for audio
/// that all share. They answer whatever rings, and do what the test says.
///
/// One thread receives; the methods may be called from any other.
public final class SipCrowd implements AutoCloseable {
  private static final int BUFFER = 4 << 20;

  private final DatagramSocket socket;
  private final String user;
  private final int gateway;
  private final int audio;
  private final ConcurrentMap<String, Dialog> dialogs = new ConcurrentHashMap<>();
  private final List<Dialog> all = new CopyOnWriteArrayList<>();
  private final AtomicInteger serial = new AtomicInteger();

  private SipCrowd(DatagramSocket socket, String user, int gateway, int audio) throws IOException {
    this.socket = socket;
    this.user = user;
    this.gateway = gateway;
    this.audio = audio;
    socket.setSoTimeout(0);
    socket.setReceiveBufferSize(BUFFER);
    Thread.ofPlatform().daemon().name("crowd-" + user).start(this::receive);
  }

  /// The trunk peer, known by its port.
  ///
  /// @param audio where they want their audio
  public static SipCrowd pbx(Gateway gateway, int audio) throws IOException {
    int gatewayPort = gateway.ready().sipUdp();
    return new SipCrowd(socket(gateway.trunkPeerPort()), "pbx", gatewayPort, audio);
  }

  /// Registers as this extension.
  ///
  /// @param audio where they want their audio
  @SuppressWarnings("resource") // the guesser's socket is ours
  public static SipCrowd extension(Ready ready, String user, int audio) throws IOException {
    DatagramSocket socket = socket(0);
    String answer = new SipGuesser(ready, user, socket).guess(ready.password(user));
    if (!answer.startsWith("SIP/2.0 200")) {
      throw new AssertionError("extension " + user + ": " + answer.lines().findFirst());
    }
    return new SipCrowd(socket, user, ready.sipUdp(), audio);
  }

  private static DatagramSocket socket(int port) throws IOException {
    return new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  /// Dialogs so far, those that are over too.
  public List<Dialog> dialogs() {
    return List.copyOf(all);
  }

  /// Calls this number of the gateway's.
  public Dialog call(String from, String number) {
    Dialog dialog = new Dialog("crowd-" + user + "-" + serial.incrementAndGet(), from, false);
    dialog.local = "<sip:" + from + "@127.0.0.1>;tag=" + dialog.id;
    dialog.remote = "<sip:" + number + "@127.0.0.1:" + gateway + ">";
    dialog.target = "sip:" + number + "@127.0.0.1:" + gateway;
    add(dialog);
    dialog.request("INVITE", "", sdp("sendrecv"));
    return dialog;
  }

  private void add(Dialog dialog) {
    dialogs.put(dialog.id, dialog);
    all.add(dialog);
  }

  private String contact() {
    return "Contact: <sip:" + user + "@127.0.0.1:" + socket.getLocalPort() + ">\r\n";
  }

  private String sdp(String direction) {
    return Sipp.plainSdp(audio, G711.PCMU).replace("\n", "\r\n") + "\r\na=" + direction + "\r\n";
  }

  private void send(String text, int port) {
    byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
    try {
      socket.send(
          new DatagramPacket(octets, octets.length, InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      if (!socket.isClosed()) {
        throw new AssertionError("SIP to port " + port, e);
      }
    }
  }

  private void receive() {
    byte[] buffer = new byte[65_536];
    while (!socket.isClosed()) {
      var packet = new DatagramPacket(buffer, buffer.length);
      try {
        socket.receive(packet);
      } catch (IOException e) {
        continue; // closed, or nobody is there at the other end
      }
      SipText message =
          SipText.of(new String(buffer, 0, packet.getLength(), StandardCharsets.US_ASCII));
      Dialog dialog = dialogs.get(message.field("Call-ID"));
      if (message.status() > 0) {
        if (dialog != null) {
          dialog.answered(message);
        }
      } else if (dialog == null && message.method().equals("INVITE")) {
        String caller = message.uri("From").replaceFirst("sips?:([^@;]*).*", "$1");
        Dialog fresh = new Dialog(message.field("Call-ID"), caller, true);
        fresh.local = message.field("To") + ";tag=callee";
        fresh.remote = message.field("From");
        add(fresh);
        fresh.asked(message, packet.getPort());
      } else if (dialog != null) {
        dialog.asked(message, packet.getPort());
      } else if (!message.method().equals("ACK")) {
        send(message.answer("481 No Such Call", "none", "", ""), packet.getPort());
      }
    }
  }

  @Override
  public void close() {
    socket.close();
  }

  /// One call. Guarded by itself.
  public final class Dialog {
    private final String id;
    private final String caller;
    private final boolean incoming;
    private final Set<Integer> acknowledged = new HashSet<>();
    private final ConcurrentMap<String, String> answers = new ConcurrentHashMap<>();
    private String local = "";
    private String remote = "";
    private String target = "";
    private int sequence;
    private int audioPort;
    private boolean established;
    private boolean ended;
    private int status;
    private String notified = "";
    private @Nullable SipText last;

    private Dialog(String id, String caller, boolean incoming) {
      this.id = id;
      this.caller = caller;
      this.incoming = incoming;
    }

    /// The number of who calls.
    public String caller() {
      return caller;
    }

    /// Both have agreed.
    public synchronized boolean established() {
      return established;
    }

    /// One has hung up, or it never began.
    public synchronized boolean ended() {
      return ended;
    }

    /// The gateway has sent an INVITE in the dialog, and had its answer.
    public synchronized boolean refreshed() {
      return acknowledged.size() > (incoming ? 1 : 0);
    }

    /// The answer to the request sent last; 0: none yet.
    public synchronized int status() {
      return status;
    }

    /// The last NOTIFY's body.
    public synchronized String notified() {
      return notified;
    }

    /// The port of the gateway that sends and gets the audio.
    public synchronized int audioPort() {
      return audioPort;
    }

    /// Where the gateway wants the next request.
    public synchronized String target() {
      return target;
    }

    public synchronized void hangUp() {
      request("BYE", "", "");
    }

    /// A re-INVITE with this direction.
    public synchronized void offer(String direction) {
      request("INVITE", "", sdp(direction));
    }

    /// Hands the other party over (RFC 3515).
    public synchronized void refer(String number) {
      request("REFER", "Refer-To: <sip:" + number + "@127.0.0.1:" + gateway + ">\r\n", "");
    }

    private synchronized void request(String method, String fields, String body) {
      status = 0;
      sequence++;
      send(
          head(method, sequence)
              + contact()
              + fields
              + (body.isEmpty() ? "" : "Content-Type: application/sdp\r\n")
              + "Content-Length: "
              + body.length()
              + "\r\n\r\n"
              + body,
          port());
    }

    private String head(String method, int number) {
      return "%s %s SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:%d;rport;branch=z9hG4bK%s-%s%d\r\nMax-Forwards: 70\r\nFrom: %s\r\nTo: %s\r\nCall-ID: %s\r\nCSeq: %d %s\r\n"
          .formatted(
              method,
              target,
              socket.getLocalPort(),
              id,
              method,
              number,
              local,
              remote,
              id,
              number,
              method);
    }

    private int port() {
      return Integer.parseInt(target.replaceFirst(".*:(\\d+).*", "$1"));
    }

    private synchronized void answered(SipText answer) {
      if (answer.status() < 200 || answer.sequence() != sequence) {
        return;
      }
      boolean invite = answer.method().equals("INVITE");
      if (invite && answer.status() < 300) {
        remote = answer.field("To");
        target = answer.uri("Contact");
        audioPort = answer.audioPort();
        established = true;
      }
      if (invite) {
        send(head("ACK", answer.sequence()) + "Content-Length: 0\r\n\r\n", port());
      }
      status = answer.status();
      ended |= !established || (answer.method().equals("BYE") && status < 300);
    }

    private synchronized void asked(SipText request, int from) {
      String key = request.method() + request.sequence();
      String before = answers.get(key);
      if (request.method().equals("ACK")) {
        established = true;
        acknowledged.add(request.sequence());
        return;
      }
      if (before != null) {
        send(before, from);
        return;
      }
      String answer =
          switch (request.method()) {
            case "INVITE" -> {
              target = request.uri("Contact");
              audioPort = request.audioPort();
              yield request.answer("200 OK", "callee", contact(), sdp("sendrecv"));
            }
            case "BYE", "CANCEL" -> {
              ended = true;
              yield request.answer("200 OK", "callee", "", "");
            }
            case "NOTIFY" -> {
              notified = request.body();
              yield request.answer("200 OK", "callee", "", "");
            }
            default -> request.answer("200 OK", "callee", "", "");
          };
      answers.put(key, answer);
      last = request;
      send(answer, from);
    }

    @Override
    public synchronized String toString() {
      return id
          + " to "
          + target
          + ", status "
          + status
          + (last == null ? "" : ", " + last.start());
    }
  }
}
