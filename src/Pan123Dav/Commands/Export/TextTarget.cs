using System.Text;

namespace Pan123Dav.Commands.Export;

/// <summary>Writes to standard output, or what stands for it.</summary>
internal sealed class TextTarget(TextWriter output) : IExportTarget
{
    // Whole lines, so no character is cut.
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> lines) => await output.WriteAsync(Encoding.UTF8.GetString(lines.Span));
}
