using System.Text;
using Lanekeeper.Models.Routing;
using Lanekeeper.Project;

namespace Lanekeeper.Rooms.Tests.Models.Routing;

public sealed class LanguageGuessTests
{
    [Theory]
    [InlineData("en", "Where is my parcel? It should have been here on Monday.")]
    [InlineData("de", "Wo ist mein Paket? Ich warte seit Montag und habe noch nichts gehört.")]
    [InlineData("fr", "Bonjour, où est mon colis ? Je n'ai pas reçu la confirmation.")]
    [InlineData("es", "Hola, ¿dónde está mi pedido? Gracias por la ayuda.")]
    [InlineData("it", "Ciao, dove è il mio pacco? Non ho ricevuto una risposta.")]
    [InlineData("nl", "Waar is mijn pakket? Ik heb het nog niet ontvangen.")]
    [InlineData("pt", "Olá, onde está minha encomenda? Não recebi uma resposta.")]
    [InlineData("pl", "Gdzie jest moja paczka? Nie mam jej od poniedziałku, proszę o pomoc.")]
    [InlineData("ru", "Где моя посылка? Её всё ещё нет, помогите, пожалуйста. Это был подарок для мамы, и вы обещали.")]
    [InlineData("uk", "Де моя посилка? Її все ще немає, допоможіть, будь ласка.")]
    [InlineData("el", "Πού είναι το δέμα μου;")]
    [InlineData("he", "איפה החבילה שלי?")]
    [InlineData("ar", "أين طردي؟ لم يصل بعد.")]
    [InlineData("th", "พัสดุของฉันอยู่ที่ไหน")]
    [InlineData("zh", "我的包裹在哪里？")]
    [InlineData("ja", "私の荷物はどこですか？")]
    [InlineData("ko", "제 소포는 어디에 있나요?")]
    [InlineData("unknown", "")]
    [InlineData("unknown", "ok 12345 \u0000 #!")]
    [InlineData("unknown", "Xyzzy plugh frobnicate")]
    public void A_text_is_in_the_language_of_its_letters_and_small_words(string language, string text)
    {
        LanguageGuess.Of(text).ShouldBe(language);
        RouteLanguages.All.ShouldContain(language);
    }

    [Fact]
    public void Half_of_a_character_and_a_very_long_text_are_no_trouble()
    {
        RouteLanguages.All.ShouldContain(LanguageGuess.Of("\ud83d the and is \ud83d"));
        LanguageGuess.Of("the parcel is not here " + new string('ы', 10_000_000)).ShouldBe("ru");
    }

    [Theory]
    [InlineData("""{"model":"m","messages":[{"role":"system","content":"You are the helper."},{"role":"user","content":"Wo ist mein Paket?"},{"role":"assistant","content":"Here"}]}""", "Wo ist mein Paket?")]
    [InlineData("""{"messages":[{"content":[{"type":"text","text":"one"},{"type":"text","text":"two"}],"role":"user"}]}""", "one two")]
    [InlineData("""{"input":"alone","model":"m"}""", "alone")]
    [InlineData("""{"input":["first","last"]}""", "last")]
    [InlineData("""{"input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"w\u00f6rter"}]},{"type":"function_call_output","role":"tool","output":"x"}]}""", "wörter")]
    [InlineData("""{"messages":[{"role":"user","content":"\ud83d"}]}""", "")]
    [InlineData("""{"messages":{"content":"no list"}}""", "")]
    [InlineData("""{"model":"m"}""", "")]
    public void Of_a_request_it_is_what_the_user_said_last(string body, string said) => SpokenText.Of(Encoding.UTF8.GetBytes(body)).Trim().ShouldBe(said);
}
