using System.Text;

namespace Pan123Dav.Tests.Authentication;

/// <summary>Authorization headers as clients write them.</summary>
internal static class Header
{
    public static string Basic(string name, string password, Encoding? encoding = null) =>
        Basic((encoding ?? Encoding.UTF8).GetBytes($"{name}:{password}"));

    public static string Basic(byte[] credentials) => "Basic " + Convert.ToBase64String(credentials);
}
