namespace Lanekeeper.Faces;

/// <summary>The two lines with which an app's SDK comes to this server instead of its provider.</summary>
public static class SdkSettings
{
    public static readonly IReadOnlyList<string> Names = ["OpenAI", "Anthropic"];

    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="server">The server's address, without a slash at its end.</param>
    public static string Lines(string name, string server, string key) => name switch
    {
        "OpenAI" => $"OPENAI_BASE_URL={server}/v1\nOPENAI_API_KEY={key}",
        "Anthropic" => $"ANTHROPIC_BASE_URL={server}/anthropic\nANTHROPIC_API_KEY={key}",
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There are no lines for this SDK."),
    };
}
