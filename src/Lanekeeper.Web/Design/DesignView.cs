namespace Lanekeeper.Web.Design;

/// <param name="Colours">Each colour of the tokens, with its contrast.</param>
/// <param name="State">The value that the page's own filter was set to.</param>
public sealed record DesignView(IReadOnlyList<ColourToken> Colours, string? State);

/// <param name="Name">Without its dashes: <c>ink-soft</c>.</param>
/// <param name="LightContrast">The least ratio against the light surfaces that it is used on; <see langword="null"/> for a surface.</param>
public sealed record ColourToken(string Name, string Light, string Dark, double? LightContrast, double? DarkContrast);
