package io.patchbay.contract.document;

import io.patchbay.contract.Fault;
import java.util.List;
import java.util.stream.Collectors;

/// Documents that cannot be used, with every problem found; nothing of them has taken effect.
public final class DocumentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /// @param problems at least one
  public DocumentException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }

  /// The same as a fault that services answer with.
  public Fault toFault() {
    return new Fault(Fault.Kind.INVALID, String.valueOf(getMessage()), this);
  }
}
