using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace Pan123Dav.Authentication.Sessions;

/// <summary>Where people sign in, and where they go from there: paths of this host only.</summary>
internal static class SignInAddress
{
    public const string Path = "/login";

    private const int MaxLength = 4096;

    /// <summary>The address of the sign-in page that leads back to what was asked for.</summary>
    public static string Create(HttpRequest request) => $"{request.PathBase.ToUriComponent()}{Path}?to={Uri.EscapeDataString(GetTarget(request))}";

    /// <summary>
    /// <paramref name="to"/> as a Location, or null when it is no absolute path of this host: browsers take <c>//host</c> and <c>/\host</c> for another host.
    /// </summary>
    public static string? GetLocal(string? to)
    {
        if (to is null or "" || to.Length > MaxLength || to[0] != '/' || (to.Length > 1 && to[1] is '/' or '\\')
            || to.Contains('\\', StringComparison.Ordinal) || to.Any(char.IsControl))
        {
            return null;
        }

        var location = new StringBuilder(to.Length);
        foreach (var rune in to.EnumerateRunes())
        {
            location.Append(rune.IsAscii && rune.Value is not (' ' or '"' or '<' or '>') ? rune.ToString() : Uri.EscapeDataString(rune.ToString()));
        }

        return location.ToString();
    }

    private static string GetTarget(HttpRequest request)
    {
        var prefix = request.PathBase.ToUriComponent();
        var target = request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget;
        return prefix + (target is { Length: > 0 } && target[0] == '/' ? target : request.Path.ToUriComponent() + request.QueryString.ToUriComponent());
    }
}
