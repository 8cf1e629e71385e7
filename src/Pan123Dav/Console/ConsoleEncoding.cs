using System.Text;

namespace Pan123Dav.Console;

/// <summary>Consoles of Windows speak a codepage of their own, in which Chinese names become question marks.</summary>
internal static class ConsoleEncoding
{
    /// <summary>Makes the console take and show UTF-8, where there is one.</summary>
    public static void UseUtf8()
    {
        if (!OperatingSystem.IsWindows())
        {
            return;
        }

        try
        {
            var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
            System.Console.OutputEncoding = utf8;
            System.Console.InputEncoding = utf8;
        }
        catch (IOException)
        {
            // A service has no console.
        }
    }
}
