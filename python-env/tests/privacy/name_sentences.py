"""Sentences with the names of people in brackets, and as many without any that look as if they had one.

Written by hand before anything was measured on them; the people are made up or long in public.
"""

ENGLISH = """
[Sarah Connor] will call you tomorrow about the invoice.
Please send the report to [John Q. Public] before noon.
Hi [Michael],\\n\\nthanks for your quick answer.
Best regards,\\n[Anna Kowalski]\\nHead of Sales
On Tue, Aug 20, 2002, [Craig R. Hughes] wrote:
From: "[Robert Elz]" <kre@munnari.oz.au>
From: [Justin Mason] <jm@jmason.org>
I met [Emily Watson] and her brother [Tom] at the station.
[Maria Gonzalez]'s passport was found in the lobby.
Dr. [Patel] has moved your appointment to Friday.
We spoke with Mrs. [O'Neill] about the broken window.
The contract was signed by [David Chen] and [Laura Schmidt].
My name is [Peter Johansson] and I live in Malmo.
Could you ask [Karen] whether the keys are still with her?
[Ahmed Hassan] joined the team in March.
> [Chris Garrigues] says the sequences window is broken.
The patient, [William Turner], was admitted at 10 pm.
[Jean-Pierre Dubois] presented the results in Lyon.
Dear Mr. [Thompson],\\nyour order has been shipped.
Ask for [Rebecca Miller] at the front desk.
According to [Nancy Adams], nobody was at home.
cc [Steve Burt] and [Matthias Saou], who maintain the package
The award went to [Elizabeth Warren-Smith] this year.
[Daniel] and [Sophie] are getting married in June.
Her lawyer, [James Fitzgerald], declined to comment.
I owe [Oliver Brown] twenty dollars.
[Fatima Al-Sayed] wrote the second chapter.
Thanks,\\n[Rick]
President [George Bush] spoke on Monday.
Talk to [Yuki Tanaka] in accounting about it.
Paris is lovely in the spring.
Please restart the Apache server on Monday.
Jordan borders Iraq and Saudi Arabia.
The Washington Post reported record sales.
Austin and Houston are both in Texas.
Install Java before you open Eclipse.
Mark the box and sign the form.
The Victoria Line is closed this weekend.
Will the bill pass before Christmas?
We drove a Ford through Virginia.
Grace under pressure is a virtue.
Microsoft and Oracle raised their prices.
The Madison Square Garden show is sold out.
May is the best month for planting roses.
Hope dies last, as they say.
Subject: Re: New Sequences Window
Get your free mortgage quote today!
Lincoln, Nebraska, is cold in January.
The Harvard study was retracted.
Click here to unsubscribe from this list.
Dell ships laptops with Ubuntu now.
An art dealer bought the painting in Florence.
Chase Bank closed three branches.
The St. Lawrence River was frozen.
Sony released a new camera.
RedHat 7.3 needs a patch for XFree86.
Rose petals covered the floor.
Our office in San Francisco is open.
A jack of all trades fixed the roof.
Turn left at Johnson Street.
""".strip().split("\n")

CHINESE = """
[王小明]说他明天去北京出差。
请把合同寄给[李华]，谢谢。
[张伟]和[刘洋]昨天一起吃了饭。
[陈]女士的快递放在前台了。
收件人：[赵子龙]，电话稍后提供。
[欧阳修]写过《醉翁亭记》。
我叫[周建国]，今年四十五岁。
患者[孙丽]，女，32岁，因头痛入院。
[司马光]主持编写了《资治通鉴》。
联系[吴]经理可以拿到报价单。
[黄晓明]在电影里演一位医生。
小说的作者是[余华]。
[林少华]翻译了很多日本小说。
尊敬的[高]先生，您的订单已发货。
[邓小平]视察了南方。
[刘德华]的演唱会门票售罄。
甲方代表：[郑文斌]
[徐静蕾]和[韩寒]都写博客。
班主任[马]老师今天请假。
被告人[何志强]当庭认罪。
[诸葛亮]借了东风。
感谢[杨洋]同志的帮助。
[宋佳怡]同学获得了一等奖。
[史蒂夫·乔布斯]创办了苹果公司。
此致，[曹雪芹]
[谢霆锋]会做饭，[王菲]会唱歌。
请转告[朱]总，会议改到三点。
法人代表[冯国强]于上周辞职。
[梁思成]保护了许多古建筑。
妈妈的医生叫[董文静]。
客厅的布置很温馨。
他们高兴地唱起了歌。
黄山的日出非常壮观。
马上就要下雨了，快收衣服。
向老师问好，向同学学习。
公司安排大家体检。
明白了，我马上去办。
请关注我们的公众号。
白云山是广州的名胜。
金属价格连续上涨。
华为发布了新手机。
石家庄的地铁开通了。
时间就是金钱。
这家餐馆的牛肉面很好吃。
成都是四川的省会。
康复训练每天两次。
安静的图书馆里没有人说话。
江西和湖南今天有大雨。
常见问题请看说明书。
双方关系越来越好。
方便面不能天天吃。
和平与发展是时代的主题。
他去了张家口滑雪。
白天上班，晚上学习。
温度计坏了，换一个吧。
应该按时吃药。
沙发和茶几都是新买的。
项目已经完成百分之八十。
元宵节要吃汤圆。
限时优惠，点击链接领取红包。
""".strip().split("\n")
