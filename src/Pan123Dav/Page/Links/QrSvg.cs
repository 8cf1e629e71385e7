using System.Globalization;
using System.Text;

namespace Pan123Dav.Page.Links;

/// <summary>Draws a QR code: one path of black squares on white, whatever the page's colours, with the quiet zone of four modules that readers need.</summary>
internal static class QrSvg
{
    private const int QuietZone = 4;

    public static string Write(QrCode code)
    {
        var size = code.Size + (2 * QuietZone);
        var svg = new StringBuilder(string.Create(CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {size} {size}\" shape-rendering=\"crispEdges\"><path "
            + $"fill=\"#fff\" d=\"M0 0h{size}v{size}H0z\"/><path d=\""));
        for (var y = 0; y < code.Size; y++)
        {
            for (var x = 0; x < code.Size; x++)
            {
                if (code.IsDark(x, y))
                {
                    svg.Append(CultureInfo.InvariantCulture, $"M{x + QuietZone} {y + QuietZone}h1v1h-1z");
                }
            }
        }

        return svg.Append("\"/></svg>").ToString();
    }
}
