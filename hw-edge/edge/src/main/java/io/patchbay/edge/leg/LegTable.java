package io.patchbay.edge.leg;

import static io.patchbay.edge.leg.LegState.ALERTING;
import static io.patchbay.edge.leg.LegState.ANSWERED;
import static io.patchbay.edge.leg.LegState.DIALLING;
import static io.patchbay.edge.leg.LegState.NULL;
import static io.patchbay.edge.leg.LegState.OFFERED;
import static io.patchbay.edge.leg.LegState.RELEASED;
import static io.patchbay.edge.leg.LegState.RELEASING;

import io.patchbay.edge.leg.LegAction.Done;
import io.patchbay.edge.leg.LegAction.End;
import io.patchbay.edge.leg.LegAction.Forward;
import io.patchbay.edge.leg.LegAction.Refuse;
import io.patchbay.edge.leg.LegAction.ReportUnexpected;
import io.patchbay.edge.leg.LegAction.Tell;
import io.patchbay.edge.leg.LegEvent.Alerting;
import io.patchbay.edge.leg.LegEvent.AnswerAsked;
import io.patchbay.edge.leg.LegEvent.Answered;
import io.patchbay.edge.leg.LegEvent.DialAsked;
import io.patchbay.edge.leg.LegEvent.DialRefused;
import io.patchbay.edge.leg.LegEvent.Dialled;
import io.patchbay.edge.leg.LegEvent.Digit;
import io.patchbay.edge.leg.LegEvent.Flash;
import io.patchbay.edge.leg.LegEvent.Offered;
import io.patchbay.edge.leg.LegEvent.PartyChanged;
import io.patchbay.edge.leg.LegEvent.PartyLeft;
import io.patchbay.edge.leg.LegEvent.Progress;
import io.patchbay.edge.leg.LegEvent.ReleaseAsked;
import io.patchbay.edge.leg.LegEvent.Released;

/// The transition table of a line leg: one method per state, one row per event.
public final class LegTable {
  private LegTable() {}

  /// What `event` does to a leg in `state`.
  public static LegStep on(LegState state, LegEvent event) {
    return switch (state) {
      case NULL -> fresh(event);
      case OFFERED -> offered(event);
      case DIALLING -> dialling(event);
      case ALERTING -> alerting(event);
      case ANSWERED -> answered(event);
      case RELEASING -> releasing(event);
      case RELEASED -> released(event);
    };
  }

  private static LegStep fresh(LegEvent event) {
    return switch (event) {
      case Offered _ -> LegStep.to(OFFERED, new Tell(event));
      case DialAsked _ -> LegStep.to(DIALLING, new Forward());
      case AnswerAsked _, ReleaseAsked _ -> LegStep.to(NULL, new Refuse("no call yet"));
      case Alerting _,
          Progress _,
          Answered _,
          Released _,
          DialRefused _,
          Dialled _,
          Digit _,
          Flash _,
          PartyChanged _,
          PartyLeft _ ->
          LegStep.to(NULL, new ReportUnexpected());
    };
  }

  private static LegStep offered(LegEvent event) {
    return switch (event) {
      case AnswerAsked _ -> LegStep.to(OFFERED, new Forward());
      case ReleaseAsked _ -> LegStep.to(RELEASING, new Forward());
      case Answered _ -> LegStep.to(ANSWERED, new Tell(event));
      case Released _ -> LegStep.to(RELEASED, new Tell(event), new End());
      case Dialled _, Digit _, Flash _ -> LegStep.to(OFFERED, new Tell(event));
      case DialAsked _ -> LegStep.to(OFFERED, new Refuse("a call is offered on it"));
      case Offered _, Alerting _, Progress _, DialRefused _, PartyChanged _, PartyLeft _ ->
          LegStep.to(OFFERED, new ReportUnexpected());
    };
  }

  private static LegStep dialling(LegEvent event) {
    return switch (event) {
      case Alerting _ -> LegStep.to(ALERTING, new Tell(event));
      case Progress _, Digit _ -> LegStep.to(DIALLING, new Tell(event));
      case Answered _ -> LegStep.to(ANSWERED, new Tell(event));
      case Released _ -> LegStep.to(RELEASED, new Tell(event), new End());
      case DialRefused _ -> LegStep.to(RELEASED, new End());
      case ReleaseAsked _ -> LegStep.to(RELEASING, new Forward());
      case AnswerAsked _ -> LegStep.to(DIALLING, new Refuse("we placed this call"));
      case DialAsked _ -> LegStep.to(DIALLING, new Refuse("dialled already"));
      case Offered _, Dialled _, Flash _, PartyChanged _, PartyLeft _ ->
          LegStep.to(DIALLING, new ReportUnexpected());
    };
  }

  private static LegStep alerting(LegEvent event) {
    return switch (event) {
      case Alerting _ -> LegStep.to(ALERTING);
      case Progress _, Digit _ -> LegStep.to(ALERTING, new Tell(event));
      case Answered _ -> LegStep.to(ANSWERED, new Tell(event));
      case Released _ -> LegStep.to(RELEASED, new Tell(event), new End());
      case DialRefused _ -> LegStep.to(RELEASED, new End());
      case ReleaseAsked _ -> LegStep.to(RELEASING, new Forward());
      case AnswerAsked _ -> LegStep.to(ALERTING, new Refuse("we placed this call"));
      case DialAsked _ -> LegStep.to(ALERTING, new Refuse("dialled already"));
      case Offered _, Dialled _, Flash _, PartyChanged _, PartyLeft _ ->
          LegStep.to(ALERTING, new ReportUnexpected());
    };
  }

  private static LegStep answered(LegEvent event) {
    return switch (event) {
      case Released _ -> LegStep.to(RELEASED, new Tell(event), new End());
      case ReleaseAsked _ -> LegStep.to(RELEASING, new Forward());
      case Digit _, Flash _, PartyChanged _, PartyLeft _ -> LegStep.to(ANSWERED, new Tell(event));
      case Alerting _, Progress _, Answered _ -> LegStep.to(ANSWERED);
      case AnswerAsked _ -> LegStep.to(ANSWERED, new Done());
      case DialAsked _ -> LegStep.to(ANSWERED, new Refuse("dialled already"));
      case Offered _, Dialled _, DialRefused _ -> LegStep.to(ANSWERED, new ReportUnexpected());
    };
  }

  private static LegStep releasing(LegEvent event) {
    return switch (event) {
      case Released _, DialRefused _ -> LegStep.to(RELEASED, new End());
      case ReleaseAsked _ -> LegStep.to(RELEASING, new Done());
      case AnswerAsked _, DialAsked _ -> LegStep.to(RELEASING, new Refuse("being released"));
      case Alerting _,
          Progress _,
          Answered _,
          Dialled _,
          Digit _,
          Flash _,
          PartyChanged _,
          PartyLeft _ ->
          LegStep.to(RELEASING);
      case Offered _ -> LegStep.to(RELEASING, new ReportUnexpected());
    };
  }

  private static LegStep released(LegEvent event) {
    return switch (event) {
      case ReleaseAsked _ -> LegStep.to(RELEASED, new Done());
      case AnswerAsked _, DialAsked _ -> LegStep.to(RELEASED, new Refuse("released"));
      case Offered _,
          Alerting _,
          Progress _,
          Answered _,
          Released _,
          DialRefused _,
          Dialled _,
          Digit _,
          Flash _,
          PartyChanged _,
          PartyLeft _ ->
          LegStep.to(RELEASED);
    };
  }
}
