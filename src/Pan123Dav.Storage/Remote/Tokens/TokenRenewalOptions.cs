namespace Pan123Dav.Storage.Remote.Tokens;

/// <summary>How carefully tokens are asked for.</summary>
/// <param name="MinBetween">From one time that a token is asked for to the next, whatever came of it.</param>
/// <param name="AfterRefusal">The same after the credentials were refused.</param>
/// <param name="Early">How long before it ends a token is renewed.</param>
internal sealed record TokenRenewalOptions(TimeSpan MinBetween, TimeSpan AfterRefusal, TimeSpan Early);
