using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Pan123Dav.Storage.Remote.Links;

namespace Pan123Dav.Storage.WebApi;

/// <summary>One call of the interface of 123's web pages.</summary>
/// <typeparam name="T">What <c>data</c> of the answer holds.</typeparam>
/// <param name="Path">Of the endpoint, without a slash in front.</param>
/// <param name="Data">Reads <c>data</c>.</param>
internal sealed record WebCall<T>(string Path, JsonTypeInfo<T> Data)
{
    /// <summary>Percent-encoded, without question mark; empty when there is none.</summary>
    public string Query { get; init; } = "";

    /// <summary>JSON that is posted; null to get.</summary>
    public byte[]? Body { get; init; }

    /// <summary>Of an account; secret. Empty to ask as nobody.</summary>
    public string Token { get; init; } = "";

    /// <summary>Where to ask in place of the base address; such a call is not signed.</summary>
    public Uri? Address { get; init; }

    /// <summary>The host of <see cref="WebHosts"/> that is asked; null for whichever answers.</summary>
    public Uri? Host { get; init; }

    /// <summary>The page that asks, where it is another than the interface's own.</summary>
    public string? Site { get; init; }

    /// <summary>The <c>code</c> of a good answer.</summary>
    public long SuccessCode { get; init; }

    /// <summary>The link that it is asked for; null when it is about something else.</summary>
    public PendingLink? Link { get; init; }

    /// <summary>Whether it may be asked again when the answer is lost.</summary>
    public bool IsSafe { get; init; } = true;

    /// <summary>The same call, which posts <paramref name="value"/>.</summary>
    public WebCall<T> Posting<TBody>(TBody value, JsonTypeInfo<TBody> type) => this with { Body = JsonSerializer.SerializeToUtf8Bytes(value, type) };

    /// <summary>Nothing secret.</summary>
    public override string ToString() => Path;
}
