using Pan123Dav.Authentication;

namespace Pan123Dav.Links.RemoteAuthentication;

/// <summary>A user as tickets name them.</summary>
/// <param name="Account">The user.</param>
/// <param name="Id">Of the name; 40 bits.</param>
/// <param name="Generation">Changes with the password.</param>
internal sealed record LinkHolder(UserAccount Account, ulong Id, uint Generation)
{
    /// <summary>How many bytes <see cref="Id"/> takes.</summary>
    public const int IdSize = 5;
}
