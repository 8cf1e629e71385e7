using Pan123Dav.Configuration;

namespace Pan123Dav.Links.RemoteAuthentication;

/// <summary>Section <c>Pan123Dav:RemoteAuthentication</c>: whether 123's CDN asks the gateway before it serves (远程鉴权).</summary>
internal sealed record RemoteAuthenticationOptions
{
    private const int MaxMaxAddresses = 64;

    /// <summary>Whether links carry a ticket, and <c>/remote-auth</c> grants any.</summary>
    public bool Enabled { get; init; }

    /// <summary>How many addresses may use one link, 1 to 64: the first ones do.</summary>
    public int MaxAddresses { get; init; } = 2;

    public static RemoteAuthenticationOptions Read(SectionReader reader) => new()
    {
        Enabled = reader.Boolean(nameof(Enabled), absent: false),
        MaxAddresses = (int)reader.Integer(nameof(MaxAddresses), 2, 1, MaxMaxAddresses),
    };
}
