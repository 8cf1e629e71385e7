namespace Pan123Dav.Storage.Remote;

/// <summary>How carefully tokens are asked for.</summary>
/// <param name="LeastBetween">From one time that a token is asked for to the next, whatever came of it.</param>
/// <param name="AfterRefusal">The same after the credentials were refused.</param>
/// <param name="Early">How long before it ends a token is renewed.</param>
internal sealed record TokenRules(TimeSpan LeastBetween, TimeSpan AfterRefusal, TimeSpan Early);
