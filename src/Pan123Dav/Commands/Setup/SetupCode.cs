using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Pan123Dav.Authentication.Throttling;

namespace Pan123Dav.Commands.Setup;

/// <summary>The code that shows that whoever fills in the setup page can read this machine's console. Guessing it is throttled by address.</summary>
internal sealed class SetupCode(TimeProvider time)
{
    private const int Groups = 3;
    private const int GroupLength = 4;
    private const int MaxFailures = 10;

    // Without letters and digits that look alike.
    private const string Alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    private readonly FixedSizeFailureCounter _failures = new(time, capacity: 4096);
    private readonly string _code = RandomNumberGenerator.GetString(Alphabet, Groups * GroupLength);

    /// <summary>As it is printed: <c>XXXX-XXXX-XXXX</c>.</summary>
    public override string ToString() => string.Join('-', _code.Chunk(GroupLength).Select(group => new string(group)));

    /// <summary>How long an address is refused yet; zero when it may try.</summary>
    public TimeSpan GetDelay(IPAddress? address) => _failures.GetDelay(GetKey(address), MaxFailures, Window);

    /// <summary>Whether it is the code, in any letter case, with or without hyphens and blanks; counted when it is not.</summary>
    public bool Verify(IPAddress? address, string typed)
    {
        var plain = new string([.. typed.Where(char.IsLetterOrDigit).Take(64)]).ToUpperInvariant();
        var isRight = CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(plain)), SHA256.HashData(Encoding.UTF8.GetBytes(_code)));
        if (isRight)
        {
            _failures.End(GetKey(address), forgive: true);
        }
        else
        {
            _failures.Fail(GetKey(address), Window);
        }

        return isRight;
    }

    // Whoever has one IPv6 address has the 64 bits below its network too.
    private static UInt128 GetKey(IPAddress? address)
    {
        var bytes = (address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address)?.GetAddressBytes() ?? [];
        var network = address?.AddressFamily == AddressFamily.InterNetworkV6 && bytes.Length > 8 ? bytes.AsSpan(0, 8) : bytes;
        return BitConverter.ToUInt128(SHA256.HashData(network));
    }
}
