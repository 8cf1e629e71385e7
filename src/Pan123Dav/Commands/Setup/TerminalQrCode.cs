using System.Text;
using QRCoder;

namespace Pan123Dav.Commands.Setup;

/// <summary>A QR code in the half blocks of a terminal, dark on light as cameras want it.</summary>
internal static class TerminalQrCode
{
    private const string DarkOnLight = "\e[30;107m";
    private const string Reset = "\e[0m";

    /// <summary>The lines of the picture, with its quiet zone.</summary>
    public static IEnumerable<string> Draw(string content)
    {
        using var code = QRCodeGenerator.GenerateQrCode(content, QRCodeGenerator.ECCLevel.M);
        var rows = code.ModuleMatrix;
        for (var y = 0; y < rows.Count; y += 2)
        {
            var line = new StringBuilder(DarkOnLight);
            for (var x = 0; x < rows[y].Length; x++)
            {
                var (upper, lower) = (rows[y][x], y + 1 < rows.Count && rows[y + 1][x]);
                line.Append((upper, lower) switch { (true, true) => '█', (true, false) => '▀', (false, true) => '▄', _ => ' ' });
            }

            yield return line.Append(Reset).ToString();
        }
    }
}
