// Words of the languages themselves, not of SIP: what carries no meaning, what makes a number a quantity, what asks how.
const set = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/).filter((word) => word !== ''));

/** English words without meaning of their own. They tell prose from a pasted phrase. */
export const ENGLISH_FUNCTION_WORDS = set(`
  a an the and or but so if of in on at to from by for with without into onto over about as is are was were be been being am do does did
  i im ive we you he she it its they them me my mine our your his her their this that these those there here
  why what whats when where who which how hows can cant could should would will wont shall may might must have has had dont doesnt didnt
  isnt arent not no get gets got getting after before while during than then too very just also any some all always sometimes again
  please pls plz hi hello hey thanks thank thx guys help mean means meaning ok okay yes yeah well morning evening bye`);

/** Function words of a question for a meaning: `что такое nonce`, `why busy`. */
export const DEFINING_WORDS = set(
  `what whats is does mean means meaning why the a an что это такое значит за почему какой какая`,
);

/** English words that stand in prose and in no reason phrase. */
export const ENGLISH_PROSE = set(`
  the a i im ive we you he she they me my our your his her their this that these those it its why what whats when where who which how hows
  do did does can cant could should would will wont are was were have has dont doesnt didnt isnt get gets got getting after before while
  because please pls help mean means meaning and or but with hi hello thanks`);

/** Russian words without meaning of their own. */
export const RUSSIAN_FUNCTION_WORDS = set(`
  а и но или да нет не ни в во на с со к ко о об от до из у за по под при про для без через над между если то же ли бы уже еще вот как так
  что чтобы это эта этот эти того этого этой том тут там где когда куда откуда почему зачем отчего кто чего чем чему какой какая какое какие
  я мы ты вы он она оно они мне нам тебе вам ему ей им меня нас тебя вас его ее их мой наш ваш свой мои наши у
  есть быть был была было были будет может могу можно нельзя надо нужно только тоже все всё всегда иногда опять снова после перед во время
  ну ой блин пожалуйста плиз привет спасибо большое огромное ребята коллеги подскажите помогите скажите добрый доброе утро вечер ок окей ага
  здравствуйте мм`);

/** Words that stand around a question and say nothing about what it asks. */
export const FILLERS = set(`
  sip error err errors code codes response responses status reply message problem issue rfc hangupcause fail failed failing failure fails voip
  ошибка ошибки ошибку ошибкой ошибок код кода кодом коды статус проблема проблемы сообщение
  прилетает прилетел приходит пришел вернул возвращает отдает получаю получили ловлю ловим выдает пишет означает значит
  сип воип vs versus против отличие разница difference between`);

/** Words after which or before which a number is very likely a status code. */
export const CODE_MARKERS = set(`
  sip error err code response status reply reject rejected answered answers return returns returned got get gets getting cause
  ошибка код ответ статус отбой отбивает отлуп сип прилетает прилетел прилетело приходит пришел пришло вернул возвращает отдает
  получаю получили ловлю ловим выдает пишет сыпется сыпятся валится бросает кидает отвечает ответил шлет вместо`);

/** What is measured: words that say nothing without their number. */
export const MEASURES = set(`
  ms s sec secs second seconds min mins minute minutes h hr hrs hour hours day days week weeks month months year years yo times x
  mb gb kb tb kbps mbps gbps kbit mbit bit bits byte bytes hz khz mhz ghz fps px p dpi mm cm m km meters metres miles feet ft inch inches
  kg g lb lbs grams ml l litres liters usd eur rub rur uah kzt dollars dollar bucks euro euros pounds cents rubles percent pct degrees
  points votes likes pieces pcs pushups calories kcal cal am pm oclock watt watts w v volts
  мс с сек секунд секунды секунда секунду мин минут минуты минуту минута ч час часа часов день дня дней сутки суток неделя недели недель
  месяц месяца месяцев год года лет раз раза мб гб кб кбит мбит бит байт байта гц кгц мгц кадров м км см мм метр метра метров километров
  кг г грамм граммов литр литра литров руб рубль рубля рублей р тенге грн гривен долларов доллара баксов бакса евро копеек процент процента
  процентов градус градуса градусов балл балла баллов штук шт калорий ккал утра вечера ночи`);

/** What is counted: words that make the number before them a quantity and mean something on their own. */
export const COUNTED = set(`
  people persons users subscribers customers clients employees guests friends phones devices servers extensions pages rows items files
  photos pictures songs books cookies tickets steps
  человек людей абонентов пользователей клиентов сотрудников гостей телефонов аппаратов трубок устройств серверов номеров строк страниц
  файлов фото песен книг билетов шагов`);

/** Words after a round number that make it a quantity unless the question says it is a code. */
export const SOFT_UNITS = set(
  `calls channels lines packets cps sessions trunks звонков вызовов каналов линий пакетов сессий`,
);

/** Words before a number that make it a place or a name. */
export const PLACES = set(`
  room floor flat apt apartment office suite building bus train flight gate route highway page chapter line step item rfc vlan port ports ext
  extension http https windows win iphone ticket jira order task incident issue bug invoice test bmw audi boeing intel model version ver v route66 article lesson exercise
  комната комнату комнате комнаты кабинет кабинете кабинета каб кв квартира квартире офис офисе дом доме дома этаж автобус автобуса
  автобусе маршрутка поезд поезде рейс рейса выход стр страница странице страницы глава главу строка строке шаг пункт порт порта порту
  порте внутренний внутреннего внутреннему внутренним доб добавочный добавочного аудитория аудитории палата палате школа школе лицей
  тикет тикете заявка заявку заявке заказ заказа заказе задача задачу задаче инцидент инциденту баг тест вагон трасса трассе статья статью статье приказ гост`);

/** Places that also stand behind their number. */
export const PLACES_AFTER = set(
  `room bus flight train street avenue комната кабинет автобус рейс поезд маршрутка вагон палата школа`,
);

/** Words before a number that make it a name where no such code is registered. */
export const NAMES = set(`
  user peer phone trunk number from to account subscriber endpoint line channel
  абонент абонента абоненту номер номера номеру пользователь пир пира транк транка аппарат трубка телефон телефона телефону линия канал`);

/** Words that make the text a question about doing something. */
export const HOW_WORDS =
  set(`how howto как каким чем куда настроить включить выключить проверить посмотреть снять configure enable disable check setup
  debug troubleshoot fix`);
