package io.patchbay.trunk.locate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Master;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/// The only authority for a few names, on the loopback.
public final class DnsServer implements AutoCloseable {
  private final DatagramSocket socket;
  private final List<Record> zone = new CopyOnWriteArrayList<>();

  /// @param text lines of a zone file
  public DnsServer(String text) throws IOException {
    set(text);
    socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Thread.ofVirtual().start(this::serve);
  }

  /// Another zone from now on.
  public void set(String text) throws IOException {
    Master master =
        new Master(
            new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)), Name.root, 5);
    zone.clear();
    Record record = master.nextRecord();
    while (record != null) {
      zone.add(record);
      record = master.nextRecord();
    }
  }

  public String address() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  private void serve() {
    byte[] buffer = new byte[4096];
    while (!socket.isClosed()) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      try {
        socket.receive(packet);
        byte[] query = Arrays.copyOf(buffer, packet.getLength());
        byte[] answer = answer(new Message(query)).toWire();
        socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      } catch (IOException e) {
        if (!socket.isClosed()) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  private Message answer(Message query) {
    Record question = query.getQuestion();
    Message answer = new Message(query.getHeader().getID());
    Header header = answer.getHeader();
    header.setFlag(Flags.QR);
    header.setFlag(Flags.AA);
    header.setOpcode(Opcode.QUERY);
    answer.addRecord(question, Section.QUESTION);
    boolean name = false;
    for (Record one : zone) {
      if (one.getName().equals(question.getName())) {
        name = true;
        if (one.getType() == question.getType()) {
          answer.addRecord(one, Section.ANSWER);
        }
      }
    }
    header.setRcode(name ? Rcode.NOERROR : Rcode.NXDOMAIN);
    return answer;
  }

  @Override
  public void close() {
    socket.close();
  }
}
