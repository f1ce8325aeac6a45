package io.patchbay.edge.run;

import io.patchbay.line.LineCommand;

/// Gives a command its id: agents make them without.
final class LineCommands {
  private LineCommands() {}

  static LineCommand withId(LineCommand command, long id) {
    return switch (command) {
      case LineCommand.Dial c ->
          new LineCommand.Dial(id, c.call(), c.number(), c.presentation(), c.emergency());
      case LineCommand.Answer c -> new LineCommand.Answer(id, c.call());
      case LineCommand.Release c -> new LineCommand.Release(id, c.call(), c.cause());
      case LineCommand.SendDtmf c -> new LineCommand.SendDtmf(id, c.call(), c.digits(), c.tone());
      case LineCommand.Hold c -> new LineCommand.Hold(id, c.call(), c.action());
      case LineCommand.Ring c ->
          new LineCommand.Ring(id, c.call(), c.cadence(), c.callerNumber(), c.callerName());
      case LineCommand.StopRing _ -> new LineCommand.StopRing(id);
      case LineCommand.OffHook _ -> new LineCommand.OffHook(id);
      case LineCommand.OnHook _ -> new LineCommand.OnHook(id);
      case LineCommand.Flash c -> new LineCommand.Flash(id, c.open());
      case LineCommand.SendSms c -> new LineCommand.SendSms(id, c.smsc(), c.tpdu());
      case LineCommand.DeleteSms c -> new LineCommand.DeleteSms(id, c.handle());
      case LineCommand.SendUssd c -> new LineCommand.SendUssd(id, c.session(), c.text());
      case LineCommand.CancelUssd c -> new LineCommand.CancelUssd(id, c.session());
      case LineCommand.SurveyCells _ -> new LineCommand.SurveyCells(id);
      case LineCommand.QueryForwarding c ->
          new LineCommand.QueryForwarding(id, c.reasons(), c.duringCall());
      case LineCommand.SetForwarding c ->
          new LineCommand.SetForwarding(id, c.wanted(), c.duringCall());
      case LineCommand.TestAudio c -> new LineCommand.TestAudio(id, c.number());
      case LineCommand.Control c -> new LineCommand.Control(id, c.action());
    };
  }
}
