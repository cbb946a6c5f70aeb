using System.Text.RegularExpressions;
using Lanekeeper.Project;

namespace Lanekeeper.Models.Providing.OpenAi;

/// <summary>In what OpenAI's models differ when they are asked.</summary>
internal static partial class OpenAiModels
{
    /// <summary>OpenAI's own server knows the new name of the limit for every model; others know the old one for most.</summary>
    public static bool TakesMaxCompletionTokens(ModelDefinition model) => model.BaseUrl is null || IsOfficial(model.BaseUrl) || Reasoning().IsMatch(model.Model);

    /// <summary>The models before structured output know only that the answer is to be some JSON.</summary>
    public static bool TakesSchema(string model) => !Old().IsMatch(model);

    private static bool IsOfficial(Uri address) => address.Host == "api.openai.com";

    [GeneratedRegex(@"^(?:ft:)?(?:gpt-(?:[5-9]|\d\d)|o\d)", RegexOptions.CultureInvariant)]
    private static partial Regex Reasoning();

    [GeneratedRegex(@"^(?:ft:)?(?:gpt-3\.5|gpt-4(?:$|-(?!o))|gpt-4o-2024-05-13|chatgpt-)", RegexOptions.CultureInvariant)]
    private static partial Regex Old();
}
