namespace Pan123Dav.Authentication;

/// <summary>The OpenID provider cannot be asked for its keys, so a token could not be looked at.</summary>
internal sealed class ProviderUnreachableException() : Exception("The OpenID provider does not answer.");
