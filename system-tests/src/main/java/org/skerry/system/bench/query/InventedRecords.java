package org.skerry.system.bench.query;

import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.StoredRecord;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reports from nowhere, some 700 bytes each, two in five Chinese: texts, numbers, lists, nulls, missing fields, a field of
 * all types. The one of a number is always the same.
 */
final class InventedRecords {

    private static final long SEED = 20_161_122;

    private static final List<String> GIVEN =
            words("Maria Martin Marek Anna Johan Li Omar Fatou Ivan Chiara Tomas Noor");
    private static final List<String> STEMS =
            words("An Ber Carl Dan Erik Gust Hal Jo Lind Mat Nil Peter Rob Sam Tho Wil");
    private static final List<String> ENDINGS = words("son sen ton man berg ova ez i escu ström");
    private static final List<String> COUNTRIES = words("CN CN CN CN US US IN IN FR FR DE BR RU JP GB ES IT MX NG EG");
    private static final List<String> ENGLISH = words(
            "water pump village school road bridge repair storage engine report"
                    + " checked broken replaced meter pressure valve market river harvest delivery seed weather station signal"
                    + " battery panel roof window clinic medicine nurse teacher child family winter summer flood dry safe urgent");
    private static final List<String> CHINESE = words("水泵 村庄 学校 道路 桥梁 维修 仓库 发动机 报告 检查 损坏 更换 水表 压力 阀门 市场 河流 收成 运输"
            + " 种子 天气 车站 信号 电池 面板 屋顶 窗户 诊所 药品 护士 教师 儿童 家庭 冬季 夏季 洪水 干旱 安全 紧急 中山");
    private static final List<String> SURNAMES = words("王 李 张 刘 陈 杨 赵 黄 周 吴");
    private static final List<String> TAGS = words("new checked open closed 重要 待办");

    private InventedRecords() {}

    static StoredRecord record(long number) {
        Random random =
                new Random(SEED + number * 0x9E3779B97F4A7C15L); // far seeds, else neighbours resemble each other
        boolean isChinese = random.nextInt(5) < 2;
        String code = "R%09d".formatted(number);
        ObjectNode body = JsonText.object().put("portal_type", "Report").put("code", code);
        body.put("name", isChinese ? chineseName(random) : latinName(random));
        body.put("country", isChinese ? "CN" : any(COUNTRIES, random));
        body.put(
                "date", LocalDate.of(2016, 1, 1).plusDays(random.nextInt(4_000)).toString());
        if (random.nextInt(10) > 0) {
            body.put("population", (int) Math.exp(random.nextDouble() * 15)); // up to three million, most of them small
        }
        putOfAnyType(body, random);
        ArrayNode tags = body.putArray("tags");
        random.ints(random.nextInt(4), 0, TAGS.size()).distinct().forEach(tag -> tags.add(TAGS.get(tag)));
        body.put("description", isChinese ? text(CHINESE, "", 150, random) : text(ENGLISH, " ", 80, random));
        return new StoredRecord(new RecordId("Report/" + code), body);
    }

    private static void putOfAnyType(ObjectNode body, Random random) {
        int number = random.nextInt(1_000);
        switch (random.nextInt(6)) {
            case 0 -> body.put("value", number);
            case 1 -> body.put("value", Integer.toString(number));
            case 2 -> body.put("value", any(ENGLISH, random));
            case 3 -> body.putArray("value").add(number).add(number + 1);
            case 4 -> body.putNull("value");
            default -> body.put("is_urgent", number % 2 == 0);
        }
    }

    private static String latinName(Random random) {
        return any(GIVEN, random) + " " + any(STEMS, random) + any(ENDINGS, random) + " " + random.nextInt(10_000);
    }

    private static String chineseName(Random random) {
        return any(SURNAMES, random)
                + any(CHINESE, random)
                + any(CHINESE, random)
                + (random.nextInt(4) > 0 ? "村" : "社区");
    }

    /** The first words are the most frequent ones. */
    private static String text(List<String> words, String between, int count, Random random) {
        return Stream.generate(() -> words.get((int) (words.size() * Math.pow(random.nextDouble(), 2))))
                .limit(count / 2 + random.nextInt(count / 2))
                .collect(Collectors.joining(between));
    }

    private static String any(List<String> words, Random random) {
        return words.get(random.nextInt(words.size()));
    }

    private static List<String> words(String words) {
        return List.of(words.split(" "));
    }
}
