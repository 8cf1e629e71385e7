namespace Pan123Dav.Commands.Doctor;

/// <summary>What a host made of a link.</summary>
/// <param name="Verdict">In short.</param>
/// <param name="Told">In words: a status, or why there is none.</param>
/// <param name="Ahead">How far the host's clock is ahead of ours; null when it did not tell.</param>
internal readonly record struct LinkResponse(LinkOutcome Verdict, string Told, TimeSpan? Ahead);
