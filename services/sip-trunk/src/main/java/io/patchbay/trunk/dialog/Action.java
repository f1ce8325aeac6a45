package io.patchbay.trunk.dialog;

import io.patchbay.proto.edge.v1.Command;
import io.patchbay.proto.limit.v1.RenewRequest;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.RouteRequest;
import java.time.Duration;

/// What a call machine wants done; carried out in order by the runner.
public sealed interface Action {
  /// Ask where the call goes; comes back as [CallEvent.Routed].
  record AskPolicy(RouteRequest request) implements Action {}

  /// Nobody takes a call for help.
  record NoHelp(RouteRequest request, Decision decision) implements Action {}

  /// Compare what the caller has entered; comes back as [CallEvent.PinCompared].
  ///
  /// @param pin name of the document
  record ComparePin(String pin, String digits) implements Action {
    @Override
    public String toString() {
      return "ComparePin[" + pin + "]";
    }
  }

  /// Ask for more minutes, or a lease of another target; comes back as [CallEvent.Renewed].
  record Renew(RenewRequest request) implements Action {}

  /// A command to an edge, without id; comes back as `RtpReady`, `Done` or `Refused` of the leg.
  record ToEdge(String edge, String leg, Command command) implements Action {}

  /// 1xx to the INVITE.
  ///
  /// @param sdp empty: none
  /// @param rseq 0: unreliable; else sent again until PRACK
  record Provisional(
      String leg, Dialog dialog, RequestHandle request, int status, String sdp, long rseq)
      implements Action {}

  /// The PRACK has come.
  record StopProvisional(String leg) implements Action {}

  /// 200 to an INVITE, sent again until ACK.
  record Accept(String leg, Dialog dialog, RequestHandle request, String sdp) implements Action {}

  /// The ACK has come.
  record StopAccept(String leg) implements Action {}

  /// The final refusal of an INVITE.
  record Reject(String leg, RequestHandle request, int status, int cause) implements Action {}

  /// The answer to any other request in the dialog.
  ///
  /// @param sdp empty: none
  /// @param fields more header fields
  record Reply(Dialog dialog, RequestHandle request, int status, String sdp, Fields fields)
      implements Action {
    public Reply(Dialog dialog, RequestHandle request, int status, String sdp) {
      this(dialog, request, status, sdp, Fields.NONE);
    }
  }

  /// INVITE or re-INVITE with the dialog's CSeq.
  ///
  /// @param challenge of the refusal it answers; empty: none
  record Invite(String leg, Dialog dialog, Route route, String sdp, String challenge)
      implements Action {}

  record Reinvite(String leg, Dialog dialog, String sdp) implements Action {}

  /// UPDATE without a description.
  record Update(String leg, Dialog dialog) implements Action {}

  record Cancel(String leg, int cause) implements Action {}

  record Ack(Dialog dialog, long cseq) implements Action {}

  record Prack(Dialog dialog, long rseq, long inviteSeq) implements Action {}

  /// NOTIFY of a transfer, body `message/sipfrag`.
  record Notify(Dialog dialog, Fields fields, String body) implements Action {}

  /// 3xx to an INVITE.
  ///
  /// @param contact name-addr
  record Redirect(String leg, RequestHandle request, int status, String contact)
      implements Action {}

  record Bye(Dialog dialog, int cause) implements Action {}

  /// Whoever is there has not answered, or said that it cannot: calls go to others first for a
  /// while (RFC 3263 §4.3).
  record Avoid(Flow flow) implements Action {}

  /// A digit to the peer by INFO, as its account wants it.
  record InfoDigit(String leg, Dialog dialog, String digit) implements Action {}

  record Start(Timer timer, String leg, Duration length) implements Action {}

  record Stop(Timer timer, String leg) implements Action {}

  /// Give the state to the edge.
  record Snapshot() implements Action {}

  /// The call is over: write its record.
  record Conclude() implements Action {}

  /// Tell the world.
  record Publish(News news, String leg, String digit) implements Action {}

  /// Tell the world of one of the mobile calls that a line's leg consists of.
  ///
  /// @param party the leg's id for the first one
  /// @param number empty: unknown
  record PublishParty(News news, String leg, String party, String number) implements Action {}

  /// The event does not fit the state.
  record Unexpected(String machine, String state, CallEvent event) implements Action {}

  /// Nothing more will happen.
  record Forget() implements Action {}
}
