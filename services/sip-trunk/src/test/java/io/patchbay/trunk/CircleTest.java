package io.patchbay.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.contract.Topics;
import io.patchbay.proto.cdr.v1.CallRecord;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Calls that go in circles get 482 (RFC 3261 §21.4.20), with cause 25 in the answer and the
/// record.
final class CircleTest {
  private Rig rig;
  private SipPeer pbx;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig();
    rig.edge();
    pbx = rig.pbx();
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private SipText pbxCalls(String number, String extra) {
    String uri = "sip:" + number + "@127.0.0.1:" + rig.sipPort();
    pbx.send(
        pbx.request(
            "INVITE",
            uri,
            pbx.branch(),
            "<sip:9@x>;tag=1",
            "<" + uri + ">",
            "circle-" + number,
            1,
            extra,
            SipPeer.SDP));
    return pbx.awaitStatus(482, "INVITE");
  }

  private CallRecord record() {
    return rig.facts.await(Topics.CALL_RECORDS, CallRecord.class);
  }

  @Test
  void aCallOfATrunkDoesNotGoBackToIt() {
    SipText answer = pbxCalls("7001", "");
    assertTrue(answer.field("Reason").contains("cause=25"), answer.toString());
    CallRecord record = record();
    assertEquals(25, record.getCause());
    assertTrue(
        record.getTraceList().contains("loop: it would go back to trunk pbx, where it comes from"),
        record.toString());
  }

  @Test
  void aCallThatWasSentOnTooOftenIsRefused() {
    String diversions =
        IntStream.range(0, 6)
            .mapToObj(i -> "Diversion: <sip:30" + i + "@x>;reason=unconditional\r\n")
            .collect(Collectors.joining());
    pbxCalls("13800000001", diversions);
    assertTrue(record().getTraceList().contains("loop: sent on 6 times, at most 5 are allowed"));
  }

  @Test
  void orBackToWhoSentItOn() {
    pbxCalls("101", "History-Info: <sip:101@x>;index=1, <sip:300@x>;index=2\r\n");
    assertEquals(25, record().getCause());
  }
}
