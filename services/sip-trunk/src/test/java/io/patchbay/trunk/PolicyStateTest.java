package io.patchbay.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.util.Timestamps;
import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.config.v1.PolicyAction;
import io.patchbay.proto.edge.v1.Command;
import io.patchbay.proto.edge.v1.Command.CommandCase;
import io.patchbay.proto.event.v1.PolicyFiring;
import io.patchbay.proto.event.v1.PolicyStateRecord;
import io.patchbay.proto.event.v1.TrunkStateRecord;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What run policies have done to lines, carried out (G-241, G-242, G-243).
final class PolicyStateTest {
  private Rig rig;
  private long revision;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig();
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private void police(String line, PolicyAction... actions) {
    PolicyStateRecord.Builder state =
        PolicyStateRecord.newBuilder().setSubject("line/" + line).setRevision(++revision);
    if (actions.length > 0) {
      state.addFirings(
          PolicyFiring.newBuilder()
              .setPolicy("dead")
              .setReason("3 calls in a row did not ring")
              .setAt(Timestamps.fromSeconds(1_763_800_000))
              .addAllActions(List.of(actions)));
    }
    rig.trunk.police(state.build());
  }

  @Test
  void theAccountOfALineWithoutVoipIsTakenBackUntilTheLineIsRestored() throws Exception {
    SipPeer registrar = rig.pbx();
    rig.trunk.configure(
        DocumentYaml.parse(
            "t",
            """
            kind: Trunk
            name: pbx
            spec: {address: '127.0.0.1:%d', account: {user: '5551', register: true}}
            ---
            kind: Line
            name: gsm-1
            spec: {edge: edge-1, kind: sim, driver: sim, account: pbx}
            """
                .formatted(rig.pbxPort)));
    SipText register = registrar.awaitRequest("REGISTER");
    assertFalse(register.field("Expires").equals("0"), register.toString());
    registrar.answer(
        register, 200, "r", "Contact: <" + register.contactUri() + ">;expires=600\r\n", "");
    Rig.eventually(
        "registered",
        () ->
            rig.trunk
                .board
                .find("pbx")
                .filter(state ->
                    state.getRegistration()
                        == TrunkStateRecord.Registration.REGISTRATION_REGISTERED)
                .isPresent());

    police("gsm-1", PolicyAction.POLICY_ACTION_DISABLE_CALL_OUT);
    police("gsm-1", PolicyAction.POLICY_ACTION_DISABLE_VOIP);
    SipText gone = registrar.awaitRequest("REGISTER");
    assertEquals("0", gone.field("Expires"), "call-out alone keeps the registration");
    registrar.answer(gone, 200, "r", "", "");

    police("gsm-1");
    SipText again = registrar.awaitRequest("REGISTER");
    assertFalse(again.field("Expires").equals("0"), again.toString());
  }

  @Test
  void anEdgeIsToldToSwitchTheModuleOffAndNotToCallOutAlone() {
    rig.trunk.knowledge.documentsRead();
    rig.trunk.configure(
        DocumentYaml.parse(
            "t",
            """
            {kind: Edge, name: edge-1, spec: {trunks: ['127.0.0.1:1']}}
            ---
            {kind: Line, name: gsm-1, spec: {edge: edge-1, kind: sim, driver: sim}}
            """));
    FakeEdge edge = rig.edge();
    assertFalse(line(edge.await(CommandCase.CONFIGURE)).getMaintenance());
    police("gsm-1", PolicyAction.POLICY_ACTION_MODULE_OFF);
    LineSpec off = line(edge.await(CommandCase.CONFIGURE));
    assertTrue(off.getMaintenance() && off.getRejectOutgoing() && !off.getRejectIncoming());
    police("gsm-1");
    assertFalse(line(edge.await(CommandCase.CONFIGURE)).getMaintenance());
  }

  private static LineSpec line(Command configure) {
    return configure.getConfigure().getDocumentsList().stream()
        .filter(document -> document.getName().equals("gsm-1"))
        .map(Document::getLine)
        .findFirst()
        .orElseThrow();
  }

  /// dial-plan is away: the trunk decides alone.
  @Test
  void aLineIsPassedOverExceptForEmergencyCalls() throws Exception {
    FakeEdge edge = rig.edge();
    police("gsm-1", PolicyAction.POLICY_ACTION_DISABLE_CALL_OUT);
    Phone phone = rig.phone("101");
    phone.invite("13800000001", "", SipPeer.SDP);
    assertEquals("gsm-2", edge.await(CommandCase.DIAL).getDial().getLine());
    police("gsm-2", PolicyAction.POLICY_ACTION_DISABLE_VOIP);
    Phone other = rig.phone("102");
    other.invite("13800000001", "", SipPeer.SDP);
    other.peer.awaitStatus(503, "INVITE");
    Phone help = rig.phone("102");
    help.invite("112", "", SipPeer.SDP);
    assertEquals("gsm-1", edge.await(CommandCase.DIAL).getDial().getLine());
  }
}
