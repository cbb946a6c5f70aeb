using System.Globalization;
using Lanekeeper.Permissions;
using Lanekeeper.Web.Serving;
using Microsoft.AspNetCore.Http;

namespace Lanekeeper.Web.Keys;

/// <summary>A wish for a key, as typed. Names stand one after another, with blanks or commas between them.</summary>
/// <param name="Days">After how many it ends by itself, or <c>never</c>.</param>
public sealed record KeyForm(string App, string Workflows, string Models, string Tools, string Days)
{
    private const string Never = "never";

    public static readonly KeyForm Empty = new("", "", "", "", Never);

    public static readonly IReadOnlyList<(string Days, string Word)> Lives = [(Never, "never"), ("30", "after 30 days"), ("90", "after 90 days"), ("365", "after a year")];

    internal static KeyForm Of(IFormCollection form) => new(form.Text("app").Trim(), form.Text("workflows"), form.Text("models"), form.Text("tools"), form.Text("days"));

    /// <remarks>A life that is not offered is none that could be meant: it is refused as one that is over.</remarks>
    internal AppKeyRequest ToRequest(DateTimeOffset now) => new(App, Names(Workflows), Names(Models), Names(Tools), Days switch
    {
        Never => null,
        _ when Lives.Any(life => life.Days == Days) => now.AddDays(int.Parse(Days, CultureInfo.InvariantCulture)),
        _ => now,
    });

    private static string[] Names(string text) => text.Split([' ', ',', ';', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
