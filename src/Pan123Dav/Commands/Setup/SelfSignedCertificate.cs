using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Pan123Dav.Commands.Setup;

/// <summary>A certificate for https in a network without a domain. Nobody trusts it by itself: devices ask once, or have to be given it.</summary>
internal static class SelfSignedCertificate
{
    /// <summary>Name of the certificate's file.</summary>
    public const string Name = "certificate.pem";

    /// <summary>Name of its key's file.</summary>
    public const string KeyName = "certificate.key";

    // Apple's devices take none that lives longer.
    private const int Days = 825;

    /// <summary>The certificate and its key, as PEM.</summary>
    /// <param name="addresses">The machine's addresses in its networks.</param>
    /// <param name="time">Says when it begins.</param>
    public static (byte[] Certificate, byte[] Key) Create(IEnumerable<IPAddress> addresses, TimeProvider time)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Pan123Dav", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        if (Uri.CheckHostName(Environment.MachineName) == UriHostNameType.Dns)
        {
            names.AddDnsName(Environment.MachineName);
            names.AddDnsName(Environment.MachineName + ".local");
        }

        foreach (var address in addresses.Prepend(IPAddress.Loopback))
        {
            names.AddIpAddress(address);
        }

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        var now = time.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddHours(-1), now.AddDays(Days));
        return (Encoding.ASCII.GetBytes(certificate.ExportCertificatePem() + "\n"), Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem() + "\n"));
    }
}
