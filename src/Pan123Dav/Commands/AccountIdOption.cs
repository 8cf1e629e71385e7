using System.CommandLine;
using System.Globalization;

namespace Pan123Dav.Commands;

/// <summary>
/// An option that takes 123's account ID: unsigned 64 bits, which <see cref="NumberOption"/> cannot hold. Its error does not repeat what was typed.
/// </summary>
internal sealed class AccountIdOption : Option<ulong?>
{
    public AccountIdOption(string name)
        : base(name)
    {
        HelpName = "U";
        Description = "123's account ID.";
        CustomParser = result =>
        {
            if (ulong.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return number;
            }

            result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} must be a whole number from 0 to {ulong.MaxValue}"));
            return null;
        };
    }
}
