// Where independent draws hardly ever keep the constraints.

extension SceneDrawing {
  /// Times found for the first drafts that have any, from where a chain runs.
  mutating func placed(_ easiest: EasiestDrafts, after attempt: Int) throws(SoundscapeError) -> [Placed] {
    var failure: PlacementFailure?
    for (_, drafts) in easiest.all {
      var stream = values.draws.stream(.mixture, .placement, attempt: Attempt(joint: drafts.first?.attempt ?? 0))
      let numbers = UniformNumbers { _ in stream.unitInterval() }
      switch Placement.times(of: drafts.flatMap { items(of: $0) }, placementRules, uniform: numbers.number) {
      case .failure(let found): failure = failure ?? found
      case .success(let times):
        if isCertain { return placed(drafts, times) }
        var chain = JointChain(self, drafts, after: attempt, numbers)
        let found = chain.run(from: times)
        return placed(found.drafts, found.times)
      }
    }
    guard let failure else {
      throw .draw(
        event: "constraints", problem: "no files were found that pass the gate and differ as they must; add files")
    }
    throw .draw(event: "constraints", problem: "\(failure.constraint.rawValue): \(failure.description)")
  }

  private func placed(_ drafts: [GroupDraft], _ times: [Seconds]) -> [Placed] {
    var rest = times[...]
    return drafts.map { draft in
      let found = Array(rest.prefix(draft.itemCount))
      rest = rest.dropFirst(draft.itemCount)
      let all = draft.group.events.indices.map { place in
        fitted(found[draft.isOne ? 0 : place], of: place, in: draft)
      }
      return Placed(group: draft.group, windows: draft.windows, times: all)
    }
  }
}
